import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Sha1 } from '../src/upload/sha1.ts';

test('the SHA-1 of parts is that of the whole', () => {
  const parts = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 });
  fc.assert(
    fc.property(parts, (some) => {
      const [own, known] = [new Sha1(), createHash('sha1')];
      for (const part of some) {
        own.update(part);
        known.update(part);
      }
      expect(own.digest()).toBe(known.digest('hex'));
    }),
  );
});
