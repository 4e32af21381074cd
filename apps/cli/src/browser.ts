import { spawn } from 'node:child_process';

/**
 * Shows a URL or a file in the program for it, if there is one: BROWSER, or what the platform has. Never waits for it, never fails:
 * whoever calls this has printed the URL too.
 */
export function openOutside(target: string): void {
  const opener = openerOf();
  if (!opener) return;
  const [program, ...args] = opener;
  const child = spawn(program, [...args, target], { detached: true, stdio: 'ignore' });
  child.on('error', () => {});
  child.unref();
}

function openerOf(): readonly [string, ...string[]] | undefined {
  const { BROWSER, DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (BROWSER) return [BROWSER];
  if (process.platform === 'darwin') return ['open'];
  // not `start`: the shell that knows it would take a URL apart at its &
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  // without a screen xdg-open begins a browser in this very terminal
  return DISPLAY || WAYLAND_DISPLAY ? ['xdg-open'] : undefined;
}
