import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuthFlow } from '@mwkit/node';
import { openOutside } from '../browser.ts';
import { interrupted } from '../interrupt.ts';
import { notice } from '../notice.ts';

const endings: { readonly [type: string]: string } = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
};

/** Shows the picture of a captcha while `use` runs: in a file that only its owner can read, and that is gone afterwards. */
export async function withPicture<T>(flow: AuthFlow, use: () => Promise<T>): Promise<T> {
  const { type, bytes } = await flow.captchaImage({ signal: interrupted });
  const folder = await mkdtemp(join(tmpdir(), 'mwkit-captcha-'));
  try {
    const file = join(folder, `captcha.${endings[type.split(';')[0]?.trim() ?? ''] ?? 'img'}`);
    await writeFile(file, bytes, { mode: 0o600, flag: 'wx' });
    notice('info', `The picture is in ${file}`);
    openOutside(file);
    return await use();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
