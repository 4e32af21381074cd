// The only script that needs nothing but Node >= 20 and npm. It installs the workspace once per lockfile, then runs the
// given command with the pinned Node and every workspace tool on PATH:
//   node scripts/boot.mjs node scripts/test.mjs
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const env = {
  ...process.env,
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  REDOCLY_TELEMETRY: 'off',
  WRANGLER_SEND_METRICS: 'false',
};

function pnpm(args, path = env.PATH) {
  // --yes: a user's npm settings may answer npx's question with "no"
  const { status, signal, error } = spawnSync('npx', ['--yes', '--prefer-offline', packageManager, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...env, PATH: path },
  });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? (signal === 'SIGINT' ? 130 : 1));
}

/** Installs what the lockfile names, unless that has been done for this very lockfile. */
function install() {
  const stamp = join(root, 'node_modules', '.boot-stamp');
  const key = createHash('sha256');
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) key.update(readFileSync(join(root, file)));
  const wanted = key.digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.error(`Installing the workspace with ${packageManager} (once per lockfile) ...`);
  pnpm(['install', '--frozen-lockfile', '--reporter=append-only', '--loglevel=warn']);
  writeFileSync(stamp, wanted);
}

// Ctrl-C goes to the command too: wait until it has cleaned up
process.on('SIGINT', () => {});
install();
const command = process.argv.slice(2);
// through pnpm, because turbo looks for pnpm on PATH
if (command.length > 0) pnpm(['exec', ...command], join(root, 'node_modules', '.bin') + delimiter + env.PATH);
