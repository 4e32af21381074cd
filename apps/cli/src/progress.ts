/** One line on the terminal that changes while a command runs; nothing where stderr is no terminal. */
export interface Progress {
  readonly show: (text: string) => void;
  /** Takes the line away. */
  readonly end: () => void;
}

const clear = '\r\u001B[K';

export function progress(): Progress {
  const { stderr } = process;
  if (!stderr.isTTY) return { show: () => {}, end: () => {} };
  let shown = false;
  return {
    show(text) {
      shown = true;
      // a line that is too long would not be taken away whole
      stderr.write(`${clear}${text.slice(0, (stderr.columns || 80) - 1)}`);
    },
    end() {
      if (shown) stderr.write(clear);
      shown = false;
    },
  };
}

const width = 30;

/** `[######....]  60 %  30.0 of 50.0 MiB` */
export function bar(done: number, all: number): string {
  const part = all === 0 ? 1 : done / all;
  const full = Math.floor(part * width);
  const percent = String(Math.floor(part * 100)).padStart(3);
  const [unit, bytes] = all < 2 ** 20 ? ['KiB', 2 ** 10] : ['MiB', 2 ** 20];
  const amounts = [done, all].map((one) => (one / bytes).toFixed(1)).join(' of ');
  return `[${'#'.repeat(full)}${'.'.repeat(width - full)}] ${percent} %  ${amounts} ${unit}`;
}
