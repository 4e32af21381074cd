/** What can be told of a file's bytes. */
export interface Facts {
  /** By its first bytes; `text/plain` if there is no sign of anything else. */
  readonly mime: string;
  /** 0 of what is no PNG: only of these they are read. */
  readonly width: number;
  readonly height: number;
  readonly bitdepth: number;
  /** As `iiprop=metadata` shows it. */
  readonly metadata: readonly { readonly name: string; readonly value: unknown }[];
}

const signatures: readonly (readonly [mime: string, start: RegExp])[] = [
  ['image/png', /^\u0089PNG\r\n/u],
  ['image/gif', /^GIF8[79]a/u],
  ['image/jpeg', /^\u00ff\u00d8\u00ff/u],
  ['image/webp', /^RIFF....WEBP/su],
  ['text/html', /^\s*<(?:!doctype html|html|head|body|script)/iu],
];

const colours: Readonly<Record<number, string>> = {
  0: 'greyscale',
  2: 'truecolour',
  3: 'index-coloured',
  4: 'greyscale-alpha',
  6: 'truecolour-alpha',
};

function pngFacts(bytes: Uint8Array): Omit<Facts, 'mime'> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const bitdepth = view.getUint8(24);
  const metadata = [
    { name: 'frameCount', value: 0 },
    { name: 'loopCount', value: 1 },
    { name: 'duration', value: 0 },
    { name: 'bitDepth', value: bitdepth },
    { name: 'colorType', value: colours[view.getUint8(25)] ?? 'unknown' },
    { name: 'metadata', value: [{ name: '_MW_PNG_VERSION', value: 1 }] },
  ];
  return { width: view.getUint32(16), height: view.getUint32(20), bitdepth, metadata };
}

export function factsOf(bytes: Uint8Array): Facts {
  const start = String.fromCharCode(...bytes.subarray(0, 256));
  const mime = signatures.find(([, signature]) => signature.test(start))?.[0] ?? 'text/plain';
  if (mime === 'image/png' && bytes.length > 25) return { mime, ...pngFacts(bytes) };
  return { mime, width: 0, height: 0, bitdepth: 0, metadata: [{ name: '_error', value: '0' }] };
}
