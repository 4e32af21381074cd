// One client in a process of its own: loads it, says what that took, then does each task that comes.
import type { ClientName } from './clients.ts';
import type { Answer, SignInAndEdit, Spent, Task } from './task.ts';

// by literal names, so that nothing is loaded but the one
const load: Record<ClientName, () => Promise<{ signInAndEdit: SignInAndEdit }>> = {
  mwkit: () => import('./clients/mwkit.ts'),
  m3api: () => import('./clients/m3api.ts'),
  mwn: () => import('./clients/mwn.ts'),
  nodemw: () => import('./clients/nodemw.ts'),
};

function stopwatch(): () => Spent {
  const wall = performance.now();
  const cpu = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return { wall: performance.now() - wall, cpu: (user + system) / 1000 };
  };
}

async function answer(work: () => Promise<void>): Promise<void> {
  const stop = stopwatch();
  let said: Answer;
  try {
    await work();
    said = stop();
  } catch (error) {
    said = { error: error instanceof Error ? error.message : String(error) };
  }
  process.send?.(said);
}

let signInAndEdit: SignInAndEdit;
process.on('message', (task: Task) => void answer(() => signInAndEdit(task)));
process.on('disconnect', () => process.exit());
await answer(async () => {
  ({ signInAndEdit } = await load[process.argv[2] as ClientName]());
});
