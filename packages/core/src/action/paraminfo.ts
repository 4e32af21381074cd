import { attempts } from '../attempts.ts';
import type { Client } from '../client.ts';
import type { ModuleInfo } from '../generated/modules.ts';
import { firstText, isObject, type JsonObject } from '../json.ts';
import { callOnce } from './attempt.ts';

/** What a module needs, as its wiki says (API:Parameter information). */
export async function askParaminfo(client: Client, action: string): Promise<ModuleInfo> {
  const info: ModuleInfo = { method: 'GET', write: false, secret: [] };
  const { json } = await attempts(client, 'action=paraminfo', info.write, {}, () =>
    callOnce(client, 'paraminfo', new Map([['modules', action]]), { info }),
  );
  const [found] = objects(json['paraminfo'], 'modules');
  // a module that the wiki does not have: let the wiki say so when it is called
  if (!found) return info;
  const prefix = firstText(found['prefix']) ?? '';
  const parameters = objects(found, 'parameters').map((parameter) => ({
    name: prefix + (firstText(parameter['name']) ?? ''),
    tokentype: firstText(parameter['tokentype']),
    secret: parameter['type'] === 'password' || isSet(parameter['sensitive']),
  }));
  const token = parameters.find(({ tokentype }) => tokentype !== undefined);
  return {
    method: isSet(found['mustbeposted']) || token ? 'POST' : 'GET',
    write: isSet(found['writerights']) || token !== undefined,
    secret: parameters.filter(({ secret }) => secret).map(({ name }) => name),
    ...(token?.tokentype !== undefined && { token: { parameter: token.name, type: token.tokentype } }),
  };
}

function objects(parent: unknown, key: string): JsonObject[] {
  const list = isObject(parent) ? parent[key] : undefined;
  return Array.isArray(list) ? list.filter(isObject) : [];
}

/** formatversion=1, of wikis before 1.25, says true as an empty text. */
function isSet(value: unknown): boolean {
  return value !== undefined && value !== false;
}
