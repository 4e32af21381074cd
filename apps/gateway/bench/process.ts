import { readFile } from 'node:fs/promises';

/** What a process has used so far. */
export interface Usage {
  /** Milliseconds of all its threads, user and system. */
  readonly cpu: number;
  /** Bytes of RAM. */
  readonly memory: number;
}

/** Of proc(5): ticks of the clock in a second, the same on all of Linux. */
const ticks = 100;

/** @throws Error where the system is not Linux */
export async function usageOf(pid: number): Promise<Usage> {
  const [stat, status] = await Promise.all([file(pid, 'stat'), file(pid, 'status')]);
  // after the name, which may hold spaces: the fields from the third on
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const rss = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return { cpu: ((Number(fields[11]) + Number(fields[12])) * 1000) / ticks, memory: Number(rss) * 1024 };
}

const file = (pid: number, name: string): Promise<string> => readFile(`/proc/${pid}/${name}`, 'utf8');
