/** Redocly's rules for the OpenAPI documents. */
import path from 'node:path';
import { lint as lintDocument, loadConfig } from '@redocly/openapi-core';
import { root } from './load.ts';

/** The problems, a line for each. */
export async function lint(): Promise<string[]> {
  const config = await loadConfig({ configPath: path.join(root, 'spec/redocly.yaml') });
  const problems = await Promise.all(
    ['action', 'rest'].map((name) => lintDocument({ ref: path.join(root, `spec/openapi/${name}.yaml`), config })),
  );
  return problems.flat().map(({ ruleId, message, location: [where] }) => {
    const file = path.relative(root, where?.source.absoluteRef ?? '');
    return `${file} ${where?.pointer ?? ''}: ${message} (${ruleId})`;
  });
}
