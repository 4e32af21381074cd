import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Packed } from './packages.ts';

/** A registry on this machine with the packages of one scope, so that each runtime installs them by its own command. */
export interface Registry extends AsyncDisposable {
  /** The line of `.npmrc` that names it; everything else comes from the usual registry. */
  readonly npmrc: string;
}

export async function startRegistry(packages: readonly Packed[]): Promise<Registry> {
  const server = createServer((request, response) => {
    const name = decodeURIComponent(request.url ?? '').slice(1);
    const found = packages.find((one) => one.name === name || path.basename(one.file) === path.basename(name));
    if (!found) {
      response.writeHead(404).end();
      return;
    }
    void readFile(found.file).then((tarball) => {
      if (name !== found.name) return response.end(tarball);
      const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
      const dist = { tarball: `http://${request.headers.host}/${path.basename(found.file)}`, integrity };
      const { version } = found.manifest;
      const versions = { [version]: { ...found.manifest, dist } };
      response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      return response.end(JSON.stringify({ name, 'dist-tags': { latest: version }, versions }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    npmrc: `@mwkit:registry=http://127.0.0.1:${port}/\n`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
