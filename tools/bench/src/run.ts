// One client in a process of its own: loads it, says what that took, then does each task that comes.
import type { ReaderName } from './clients.ts';
import type { Answer, Job, Reader, SignInAndEdit, Spent, Task } from './task.ts';

interface Client {
  readonly signInAndEdit?: SignInAndEdit;
  /** Loads what it reads with besides. */
  readonly prepareToRead?: () => Promise<void>;
  readonly open: (api: string) => Reader;
}

// by literal names, so that nothing is loaded but the one
const load: Record<ReaderName, () => Promise<Client>> = {
  mwkit: () => import('./clients/mwkit.ts'),
  m3api: () => import('./clients/m3api.ts'),
  mwn: () => import('./clients/mwn.ts'),
  nodemw: () => import('./clients/nodemw.ts'),
  'wiki-saikou': () => import('./clients/wiki-saikou.ts'),
  fetch: () => import('./clients/fetch.ts'),
  'mwkit, any fetch': () => import('./clients/mwkit-any-fetch.ts'),
};

function stopwatch(): () => Spent {
  const wall = performance.now();
  const cpu = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return { wall: performance.now() - wall, cpu: (user + system) / 1000 };
  };
}

async function answer(work: () => Promise<{ bytes: number } | void>): Promise<void> {
  const stop = stopwatch();
  let said: Answer;
  try {
    const found = await work();
    said = { ...stop(), ...found };
  } catch (error) {
    said = { error: error instanceof Error ? error.message : String(error) };
  }
  process.send?.(said);
}

let client: Client;
let reader: Reader | undefined;

async function work(task: Task | Job): Promise<{ bytes: number } | void> {
  if (!('what' in task)) return client.signInAndEdit?.(task);
  await client.prepareToRead?.();
  if (task.what === 'objects') return { bytes: held(() => client.open(task.api), task.count) };
  if (task.what === 'together') {
    const fresh = client.open(task.api);
    await Promise.all(task.titles.map((title) => fresh.readAmongOthers?.(title) ?? fresh.read(title)));
    return;
  }
  reader ??= client.open(task.api);
  const reads = reader;
  const readAll = async (): Promise<void> => {
    for (let n = 0; n < task.count; n++) await reads.read('Bench 1');
  };
  return task.what === 'stubbed' ? withStub(task, readAll) : readAll();
}

async function withStub(
  { answer, count }: { answer: string; count: number },
  work: () => Promise<void>,
): Promise<void> {
  const { fetch } = globalThis;
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  let calls = 0;
  globalThis.fetch = async () => {
    calls++;
    return new Response(answer, { headers });
  };
  try {
    await work();
  } finally {
    globalThis.fetch = fetch;
  }
  if (calls !== count) throw new Error(`the global fetch was called ${calls} times, not ${count}`);
}

function held(make: () => object, count: number): number {
  make();
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const objects = Array.from({ length: count }, make);
  globalThis.gc?.();
  const bytes = process.memoryUsage().heapUsed - before;
  // so that they are there until now
  if (objects.length !== count) throw new Error('objects were lost');
  return bytes;
}

process.on('message', (task: Task | Job) => void answer(() => work(task)));
process.on('disconnect', () => process.exit());
await answer(async () => {
  client = await load[process.argv[2] as ReaderName]();
});
