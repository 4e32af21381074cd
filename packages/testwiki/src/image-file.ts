import { fileUrl } from './action/file-info.ts';
import type { State } from './state.ts';

/** The bytes of an uploaded file, at the address that imageinfo gives. */
export function imageFile(state: State, url: URL): Response | undefined {
  for (const name of state.files.names()) {
    const versions = state.files.versions(name);
    const found = versions.find((version, i) => {
      const address = fileUrl(state, { name, version, replaced: versions[i - 1]?.timestamp });
      return new URL(address).pathname === url.pathname;
    });
    if (found) return new Response(found.content.bytes, { headers: { 'Content-Type': found.content.mime } });
  }
  return undefined;
}
