/** The built spec: its schemas by file name, and its OpenAPI documents. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Json } from '../exchange.ts';

export type Schema = { readonly [key: string]: Json };

export interface Operation {
  readonly path: string;
  readonly method: string;
  readonly operationId: string;
  readonly hints: {
    readonly action?: string;
    readonly submodule?: string;
    /** Answers as this operation of another path does. */
    readonly message?: string;
  };
  readonly responses: { readonly [status: string]: Schema };
}

export interface Spec {
  /** `login.response`, `login.response.fv1`, ... */
  readonly schemas: { readonly [message: string]: Schema };
  readonly action: readonly Operation[];
  readonly rest: readonly Operation[];
  readonly components: { readonly action: Schema; readonly rest: Schema };
}

export const root: string = path.resolve(import.meta.dirname, '../../../..');

export function loadSpec(): Spec {
  const dist = path.join(root, 'spec/dist');
  if (!existsSync(path.join(dist, 'errors.json'))) {
    execFileSync(process.execPath, [path.join(root, 'tools/codegen/src/main.ts'), '--dist'], { stdio: 'inherit' });
  }
  const read = (file: string): Schema => JSON.parse(readFileSync(path.join(dist, file), 'utf8')) as Schema;
  const files = readdirSync(path.join(dist, 'schemas'));
  const [action, rest] = [read('openapi/action.json'), read('openapi/rest.json')];
  return {
    schemas: Object.fromEntries(files.map((file) => [path.basename(file, '.json'), read(`schemas/${file}`)])),
    action: operations(action),
    rest: operations(rest),
    components: { action: action['components'] as Schema, rest: rest['components'] as Schema },
  };
}

function operations(document: Schema): Operation[] {
  const responses = ((document['components'] as Schema)['responses'] ?? {}) as { [name: string]: Schema };
  const resolve = (response: Schema): Schema =>
    typeof response['$ref'] === 'string' ? (responses[path.basename(response['$ref'])] as Schema) : response;
  return Object.entries(document['paths'] as Schema).flatMap(([route, item]) =>
    Object.entries(item as Schema).flatMap(([method, operation]) => {
      if (method === 'parameters') return [];
      const part = operation as Schema;
      return [
        {
          path: route,
          method: method.toUpperCase(),
          operationId: part['operationId'] as string,
          hints: (part['x-mediawiki'] ?? {}) as Operation['hints'],
          responses: Object.fromEntries(
            Object.entries(part['responses'] as Schema).map(([status, response]) => [
              status,
              resolve(response as Schema),
            ]),
          ),
        },
      ];
    }),
  );
}
