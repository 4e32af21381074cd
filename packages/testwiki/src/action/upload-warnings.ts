import type { Content } from '../files.ts';
import { isoTime, type State } from '../state.ts';

/** What speaks against publishing this under that name (upload-warning-*). A part of a file is like no other file. */
export function warningsOf(state: State, name: string, changed: boolean, content: Content | undefined): object {
  const [current, ...older] = state.files.versions(name);
  const same = (other: Content | undefined): boolean => content !== undefined && other?.sha1 === content.sha1;
  const duplicate = state.files
    .names()
    .filter((other) => other !== name && same(state.files.versions(other)[0]?.content));
  const duplicateversions = older
    .filter((version) => same(version.content))
    .map(({ timestamp }) => ({ timestamp: isoTime(timestamp) }));
  const hasPage = state.pages.byTitle(`File:${name.replaceAll('_', ' ')}`) !== undefined;
  return {
    ...(changed && { badfilename: name }),
    ...(duplicate.length > 0 && { duplicate }),
    ...(current && { exists: name }),
    ...(current && same(current.content) && { nochange: { timestamp: isoTime(current.timestamp) } }),
    ...(duplicateversions.length > 0 && { duplicateversions }),
    ...(!current && hasPage && { 'page-exists': name }),
  };
}
