import type { Scenario } from '../scenario.ts';

/** action=paraminfo in its formats, with modules that there are and are not. */
export const paraminfo: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    const one = browser();
    const ask = (name: string, parameters: Record<string, string>) =>
      one.get(`paraminfo-${name}`, { action: 'paraminfo', ...parameters });
    const modules = 'login|clientlogin|createaccount|logout|checktoken|query+tokens|query+authmanagerinfo|main|json';
    await ask('auth-modules-fv2', { modules });
    const fewer = 'login|clientlogin|createaccount|query+tokens|main';
    await ask('auth-modules-fv1', { modules: fewer, formatversion: '1' });
    for (const helpformat of ['html', 'wikitext', 'raw'])
      await ask(`login-${helpformat}`, { modules: 'login', helpformat });
    await ask('unknown-module', { modules: 'nosuch|query+nosuch' });
    await ask('legacy-params', { querymodules: 'tokens', mainmodule: '1' });
    await ask('no-modules', {});
    await one.post('paraminfo-by-post', { action: 'paraminfo', modules: 'login' });
  },
};
