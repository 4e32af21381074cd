/** Sections of wikitext by number: 0 is what comes before the first heading. */
interface Section {
  readonly level: number;
  readonly start: number;
}

function sections(text: string): Section[] {
  const found: Section[] = [{ level: 0, start: 0 }];
  for (const match of text.matchAll(/^(={1,6}).+?\1[ \t]*$/gmu)) {
    found.push({ level: match[1]?.length ?? 1, start: match.index });
  }
  return found;
}

/** Where section `number` begins and ends, subsections included; undefined if there is none. */
function range(text: string, number: number): readonly [number, number] | undefined {
  const all = sections(text);
  const section = all[number];
  if (!section) return undefined;
  const next = all.slice(number + 1).find(({ level }) => number === 0 || level <= section.level);
  return [section.start, next?.start ?? text.length];
}

export function getSection(text: string, number: number): string | undefined {
  const found = range(text, number);
  return found && text.slice(...found).trimEnd();
}

export function replaceSection(text: string, number: number, replacement: string): string | undefined {
  const found = range(text, number);
  if (!found) return undefined;
  const after = text.slice(found[1]);
  return text.slice(0, found[0]) + (after === '' ? replacement : `${replacement.trimEnd()}\n\n${after}`);
}

export function appendSection(text: string, heading: string, body: string): string {
  const section = heading === '' ? body : `== ${heading} ==\n\n${body}`;
  return text === '' ? section : `${text.trimEnd()}\n\n${section}`;
}
