import { ApiError } from './errors.ts';
import type { Call, Module } from './module.ts';
import { anyOf, boolean, list, oneOf, string, token } from './parameters.ts';
import { userOptions } from './user-options.ts';
import type { Values } from './values.ts';

/** `userjs-` is for scripts; anything else that is no preference is only warned about. */
const isKnown = (call: Call, name: string): boolean =>
  name.startsWith('userjs-') || name in userOptions(call.state.version);

function change(call: Call, changed: Map<string, string>, name: string, value: string | undefined): void {
  if (value === undefined) changed.delete(name);
  else if (isKnown(call, name)) changed.set(name, value);
  else {
    const message = { key: 'apiwarn-validationfailed', params: [name] };
    call.input.warnings.push({ module: 'options', code: 'validationfailed', message });
  }
}

/** @throws ApiError notloggedin, nochanges */
function execute(call: Call, values: Values): string {
  const { account, temp } = call.actor();
  if (!account || temp) throw new ApiError('notloggedin', 'apierror-mustbeloggedin');
  const single = values.string('optionname');
  const changes = values.list('change').map((text) => text.split(/=(.*)/su));
  if (!values.flag('reset') && changes.length === 0 && single === undefined)
    throw new ApiError('nochanges', 'apierror-nochanges');
  if (values.flag('reset')) account.options.clear();
  for (const [name = '', value] of changes) change(call, account.options, name, value);
  if (single !== undefined) change(call, account.options, single, values.string('optionvalue'));
  return 'success';
}

/** https://www.mediawiki.org/wiki/API:Options; `uiprop=options` shows them. */
export const options: Module = {
  path: 'options',
  classname: 'ApiOptions',
  group: 'action',
  prefix: '',
  help: ['Options'],
  readrights: true,
  writerights: true,
  mustbeposted: true,
  parameters: {
    reset: boolean(),
    resetkinds: anyOf('all registered registered-checkmatrix registered-multiselect special unused userjs', {
      default: 'all',
    }),
    change: list(),
    optionname: string(),
    optionvalue: string(),
    global: oneOf('ignore override update', { default: 'ignore', since: '1.43' }),
    token: token('csrf'),
  },
  execute: (call, values) => ({ options: execute(call, values) }),
};
