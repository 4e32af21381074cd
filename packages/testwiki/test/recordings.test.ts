import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { compareExchanges } from '../../../tools/recordings/src/compare.ts';
import { Recorder, type FreshExchange } from '../../../tools/recordings/src/recorder.ts';
import { stage } from '../../../tools/recordings/src/scenario.ts';
import { scenarios } from '../../../tools/recordings/src/scenarios/index.ts';
import { createTestWiki } from '../src/index.ts';
import { optionsOf } from './overlays.ts';

const folder = path.join(import.meta.dirname, '../../../spec/recordings');

function recordings(version: string): FreshExchange[] {
  const files = readdirSync(path.join(folder, version)).filter((name) => name.endsWith('.json'));
  return files.map((name) => JSON.parse(readFileSync(path.join(folder, version, name), 'utf8')) as FreshExchange);
}

/** Plays the scenarios of the recordings on test wikis. */
async function play(version: '1.39' | '1.43'): Promise<Map<string, FreshExchange>> {
  const played: FreshExchange[] = [];
  for (const { name: overlay, overlays, settings, play: course } of scenarios) {
    const wiki = createTestWiki({ ...optionsOf(overlays, settings), version });
    const recorder = new Recorder({ fetch: wiki.fetch, origin: wiki.origin, version, overlay });
    const setReadOnly = async (reason: string | null) => wiki.setReadOnly(reason);
    await course(stage(recorder, { setReadOnly, setLag: async (seconds) => wiki.setMaxlag(seconds) }));
    played.push(...recorder.exchanges);
  }
  return new Map(played.map((exchange) => [exchange.name, exchange]));
}

test.for(['1.39', '1.43'] as const)('a test wiki answers as %s did: status, codes and shape', async (version) => {
  const fresh = await play(version);
  const recorded = recordings(version);
  expect(recorded.filter(({ name }) => !fresh.has(name)).map(({ name }) => name)).toEqual([]);
  expect(recorded.flatMap((one) => compareExchanges(one, fresh.get(one.name) as FreshExchange))).toEqual([]);
  expect(recorded.length).toBeGreaterThan(300);
});
