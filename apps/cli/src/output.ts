import { stripVTControlCharacters, styleText } from 'node:util';
import type { Exchange, WikiWarning } from '@mwkit/node';

type Format = Parameters<typeof styleText>[0];
type Stream = NodeJS.WriteStream;

/** As `--json` and `--verbose` give them. */
export interface OutputOptions {
  readonly json?: boolean | undefined;
  readonly verbose?: boolean | undefined;
}

/** Where a command says something: its result to stdout, all else to stderr. */
export interface Output {
  /** The one result of a command: as JSON with `--json`, else as `human` says it. */
  readonly result: (data: object | string, human: () => string) => void;
  /** Something beside the result that a person may want to know. */
  readonly note: (text: string) => void;
  readonly warning: (warning: WikiWarning) => void;
  /** One HTTP request, with `--verbose`. */
  readonly exchange: (exchange: Exchange) => void;
}

export function output({ json, verbose }: OutputOptions): Output {
  return {
    result(data, human) {
      process.stdout.write(`${json ? JSON.stringify(data) : human()}\n`);
    },
    note(text) {
      if (!json) process.stderr.write(`${text}\n`);
    },
    warning({ code, text, module }) {
      // comes after another one and says where to subscribe to news of the API
      if (code === 'deprecation-help') return;
      const from = [module, code].filter(Boolean).join(', ');
      process.stderr.write(`${paint('yellow', 'warning:', process.stderr)} ${visible(text)} (${visible(from)})\n`);
    },
    exchange({ method, status, milliseconds, purpose, url, apiError }) {
      if (!verbose) return;
      const outcome = `${status ?? 'no answer'}${apiError ? ` ${apiError}` : ''}`;
      const line = `${method.padEnd(4)} ${outcome}  ${milliseconds} ms  ${purpose}  ${url}`;
      process.stderr.write(`${paint('dim', visible(line), process.stderr)}\n`);
    },
  };
}

/** Colours only on a terminal, and by NO_COLOR, NODE_DISABLE_COLORS and FORCE_COLOR as Node reads them. */
export function paint(format: Format, text: string, stream: Stream = process.stdout): string {
  return styleText(format, text, { stream, validateStream: true });
}

/** Takes the colours of others out where `paint` would add none. */
export function asPainted(text: string, stream: Stream = process.stdout): string {
  return paint('bold', 'x', stream) === 'x' ? stripVTControlCharacters(text) : text;
}

/** A text of the wiki without what would move the cursor or change the terminal. Line breaks and tabs stay. */
export function visible(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about
  return text.replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g, (character) => {
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}
