import type { Client } from '../client.ts';
import { modules, type ModuleInfo } from '../generated/modules.ts';
import { firstText } from '../json.ts';
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
    info = askParaminfo(client, action, signal);
    known.set(action, info);
    info.catch(() => known.delete(action));
  }
  return info;
}

interface ParaminfoParameter {
  readonly name?: unknown;
  readonly tokentype?: unknown;
  readonly type?: unknown;
  readonly sensitive?: unknown;
}

async function askParaminfo(client: Client, action: string, signal?: AbortSignal): Promise<ModuleInfo> {
  const answer = (await callOnce(client, 'paraminfo', new Map([['modules', action]]), {
    signal,
    info: modules['paraminfo'] as ModuleInfo,
  })) as {
    paraminfo?: {
      modules?: {
        mustbeposted?: unknown;
        writerights?: unknown;
        prefix?: unknown;
        parameters?: ParaminfoParameter[];
      }[];
    };
  };
  const found = answer.paraminfo?.modules?.[0];
  // a module that the wiki does not have: let the wiki say so when it is called
  if (!found) return { method: 'GET', write: false, secret: [] };
  const parameters = found.parameters ?? [];
  const prefix = firstText(found.prefix) ?? '';
  const token = parameters.find((parameter) => typeof parameter.tokentype === 'string');
  return {
    // formatversion=1, of wikis before 1.25, says true as an empty string
    method: isSet(found.mustbeposted) || token ? 'POST' : 'GET',
    write: isSet(found.writerights) || token !== undefined,
    secret: parameters
      .filter((parameter) => parameter.type === 'password' || isSet(parameter.sensitive))
      .map(({ name }) => prefix + (firstText(name) ?? '')),
    ...(token && {
      token: { parameter: prefix + (firstText(token.name) ?? ''), type: firstText(token.tokentype) ?? '' },
    }),
  };
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== false;
}
