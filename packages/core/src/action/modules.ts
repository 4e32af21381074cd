import type { Client } from '../client.ts';
import { modules, type ModuleInfo } from '../generated/modules.ts';
import { abortable } from '../http/wait.ts';
import { later } from '../load-later.ts';

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
    info = later().then(({ askParaminfo }) => askParaminfo(client, action));
    known.set(action, info);
    info.catch(() => known.delete(action));
  }
  // shared: a caller that gives up does not take it from the others
  return abortable(info, signal);
}
