import { accounts } from '@mwkit/wiki';
import { credentials, newPassword } from '../fields.ts';
import { form, type Parameters } from '../recorder.ts';
import type { Scenario } from '../scenario.ts';

const page = { action: 'edit', title: 'Edit lab', text: 'one' };

/** action=edit: what a user can do, and what is refused. */
export const edits: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    const alice = browser();
    await alice.signIn(accounts.user);
    const token = await alice.token();
    const edit = (name: string, parameters: Parameters = {}) =>
      alice.post(`edit-${name}`, { ...page, token, ...parameters });
    await edit('create');
    await edit('nochange');
    await edit('nochange-fv1', { formatversion: '1' });
    await edit('createonly-exists', { createonly: '1' });
    await edit('nocreate-missing', { title: 'Nosuchpage', nocreate: '1' });
    const old = '2001-01-01T00:00:00Z';
    await edit('conflict', { text: 'two', basetimestamp: old, starttimestamp: old, section: '0' });
    await edit('missing-token', { token: null });
    await edit('protected-ns', { title: 'MediaWiki:Sidebar' });
    await alice.send('edit-token-in-query', {
      method: 'POST',
      path: '/w/api.php',
      query: { token },
      body: form({ format: 'json', formatversion: '2', ...page, text: 'x' }),
    });
    await edit('badmd5', { text: 'q', md5: '0'.repeat(32) });
    await browser().post('edit-multi-errors-block', { ...page, token: '+\\' });
  },
};

/** A blocked user, and a wiki that is read-only for a while. */
export const refusedEdits: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser, setReadOnly }) {
    const blocked = browser();
    await blocked.signIn(accounts.blocked);
    const token = await blocked.token();
    await blocked.post('edit-blocked-bc', { ...page, token });
    await blocked.post('edit-blocked-plaintext', { ...page, token, errorformat: 'plaintext' });
    await blocked.get('userinfo-blocked', { action: 'query', meta: 'userinfo', uiprop: 'blockinfo' });

    await setReadOnly('Lab maintenance');
    await blocked.post('readonly-edit', { ...page, token });
    await blocked.get('readonly-maxlag-style', { action: 'query', assert: 'user' });
    await browser().step('readonly-clientlogin', 'clientlogin', credentials(accounts.user));
    const account = { username: 'Ronly', ...newPassword };
    await browser().step('readonly-createaccount', 'createaccount', account);
    const anonymous = browser();
    await anonymous.get('readonly-siteinfo', { action: 'query', meta: 'siteinfo' });
    const json = { title: 'X', source: 'y', comment: 'c', token: '+\\' };
    await anonymous.rest('readonly-rest-create', 'POST', '/v1/page', { json });
    await setReadOnly(null);
  },
};
