// Formats everything and mends what the linter can mend: `npm run fix`.
import { spawnSync } from 'node:child_process';

for (const [command, ...args] of [['oxlint', '--type-aware', '--fix'], ['oxfmt']]) {
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
