import type { ActionResult } from '@mwkit/node';

/** A module and its parameters, as `action=paraminfo` tells of them. */
export type ModuleInfo = NonNullable<ActionResult<'paraminfo'>['paraminfo']['modules']>[number];

export type ParameterInfo = ModuleInfo['parameters'][number] & {
  /** Of a templated parameter: the parameter whose values stand for each name in braces. */
  readonly templatevars?: { readonly [name: string]: string };
  readonly extranamespaces?: readonly number[];
  readonly maxbytes?: number;
  readonly maxchars?: number;
};

/** A parameter as one calls it. */
export const nameOf = ({ prefix }: ModuleInfo, { name }: ParameterInfo): string => prefix + name;

/** Whether a module may be called by a GET, and changes nothing. */
export const isRead = ({ mustbeposted, writerights, parameters }: ModuleInfo): boolean =>
  !mustbeposted && !writerights && parameters.every(({ tokentype }) => tokentype === undefined);

/** The modules that a parameter chooses among: value -> path. */
export const submodulesOf = ({ submodules }: ParameterInfo): readonly string[] => Object.values(submodules ?? {});
