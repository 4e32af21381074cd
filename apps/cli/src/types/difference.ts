/**
 * What is another in a file of types, a line each: `+ query+flow` (a module), `- edit.watch` (a parameter), `~ edit.tags` (its type),
 * `+ /v1/search` (a route). Empty where only texts differ.
 */
export function differences(before: string, after: string): string[] {
  const [old, now] = [read(before), read(after)];
  return [
    ...[...now.keys()].filter((name) => told(name, old)).map((name) => `+ ${name}`),
    ...[...old.keys()].filter((name) => told(name, now)).map((name) => `- ${name}`),
    ...[...now].filter(([name, type]) => old.has(name) && old.get(name) !== type).map(([name]) => `~ ${name}`),
  ];
}

/** What is in a module that came or went need not be told. */
function told(name: string, others: ReadonlyMap<string, string>): boolean {
  const owner = ownerOf(name);
  return !others.has(name) && (owner === undefined || others.has(owner));
}

const ownerOf = (name: string): string | undefined => /^([^./]+)\../.exec(name)?.[1];

/** Modules, `module.parameter`, routes and named types of a file as it is written here -> how they are typed. */
function read(text: string): Map<string, string> {
  const found = new Map<string, string>();
  let module = '';
  let owner: string | undefined;
  let last = '';
  for (const line of text.split('\n')) {
    const [, path] = /^(?:\/\*\*| \*) `([^`]+)`: /.exec(line) ?? [];
    const [, declared, name = ''] = /^export (interface|type) (\w+)/.exec(line) ?? [];
    const [, route] = /^ {4}'(\/.*?)': /.exec(line) ?? [];
    const [, member] = /^ {2}([^\s/*}|].*?)\??: /.exec(line) ?? [];
    if (path !== undefined) module = path;
    else if (declared !== undefined) {
      last = declared === 'type' ? `type ${name}` : module || name;
      owner = declared === 'type' || name === 'MyWiki' ? undefined : last;
      module = '';
      found.set(last, declared === 'type' ? line : '');
    } else if (route !== undefined) found.set((last = route), line);
    else if (owner !== undefined && member !== undefined) found.set((last = `${owner}.${member}`), line);
    // the lines that follow belong to it, but for comments and the list of modules
    else if (!/^\s*(\/\*\*|\*|\})|^ {4}\S/.test(line) || line.startsWith('  |'))
      found.set(last, (found.get(last) ?? '') + line);
  }
  found.delete('');
  return found;
}
