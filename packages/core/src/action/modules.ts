import { attempts } from '../attempts.ts';
import type { Client } from '../client.ts';
import { modules, type ModuleInfo } from '../generated/modules.ts';
import { abortable } from '../http/wait.ts';
import { firstText, isObject, type JsonObject } from '../json.ts';
import { callOnce } from './attempt.ts';

export type { ModuleInfo };

/** What modules outside the spec need, as their wiki said; by client, because another wiki may have another module of that name. */
const asked = new WeakMap<Client, Map<string, Promise<ModuleInfo>>>();

/**
 * What a module needs: method, token, secrets. Read from the spec, and for a module that the spec does not know from the wiki,
 * once (`action=paraminfo`; the parameter that takes a token carries `tokentype`).
 */
export function moduleInfo(client: Client, action: string, signal?: AbortSignal): Promise<ModuleInfo> | ModuleInfo {
  if (Object.hasOwn(modules, action)) return modules[action] as ModuleInfo;
  const known = asked.get(client) ?? new Map<string, Promise<ModuleInfo>>();
  asked.set(client, known);
  let info = known.get(action);
  if (!info) {
    info = askParaminfo(client, action);
    known.set(action, info);
    info.catch(() => known.delete(action));
  }
  // shared: a caller that gives up does not take it from the others
  return abortable(info, signal);
}

async function askParaminfo(client: Client, action: string): Promise<ModuleInfo> {
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
