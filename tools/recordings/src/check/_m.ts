import { check } from './check.ts'; import { readRecordings } from './recordings.ts'; import { loadSpec, root } from './spec.ts';
import type { Json } from '../exchange.ts';
const spec = loadSpec(); const surv = new Map<string, number>(); let killed = 0, total = 0;
const { recordings } = readRecordings(root + '/spec/recordings');
const gen = (p: string) => p.replace(/\/\d+(?=\/|$)/g, '/#');
for (const r of recordings) {
  if (!r.exchange) continue; const v = await check(r, spec);
  const body = r.exchange.response.body; if (typeof body !== 'object' || body === null) continue;
  const muts: [string, string, Json][] = [];
  const walk = (node: Json, path: string, set: (n: Json) => Json) => {
    if (node === null || typeof node !== 'object') return;
    if (Array.isArray(node)) { if (node.length) walk(node[0]!, path + '/0', (n) => set([n, ...node.slice(1)])); return; }
    for (const [k, val] of Object.entries(node)) {
      const { [k]: _, ...rest } = node;
      muts.push(['drop', path + '/' + k, set(rest)]);
      const wrong: Json = typeof val === 'number' ? 'x' + val : typeof val === 'string' ? { was: val } : typeof val === 'boolean' ? 'yes' : Array.isArray(val) ? 'list' : 17;
      muts.push(['type', path + '/' + k, set({ ...node, [k]: wrong })]);
      walk(val, path + '/' + k, (n) => set({ ...node, [k]: n }));
    }
  };
  walk(body, '', (n) => n);
  for (const [kind, path, mutated] of muts) {
    total++;
    const m = await check({ file: r.file, exchange: { ...r.exchange, response: { ...r.exchange.response, body: mutated } } }, spec);
    if (m.faults.length) killed++; else { const key = `${kind} ${v.label} ${gen(path)}`; surv.set(key, (surv.get(key) ?? 0) + 1); }
  }
}
console.log(killed, total); for (const [k, n] of [...surv].toSorted()) console.log(n, k);
