import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { Turns } from '../src/turns.ts';

const never = async () => false;
/** What a turn that may be waited for has come to by now. */
const settled = async (turn: Promise<void> | void) =>
  Promise.race([
    Promise.resolve(turn).then(
      () => 'done',
      (reason: unknown) => reason,
    ),
    new Promise((go) => setTimeout(go, 1)),
  ]);

describe('turns', () => {
  test('as many calls at once as there are places, one write among them, first come, first served', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.record({ write: fc.boolean(), ticks: fc.nat(5) }), { maxLength: 30 }),
        async (places, calls) => {
          const turns = new Turns(places);
          let under = 0;
          let writing = 0;
          const begun: { write: boolean; n: number }[] = [];
          await Promise.all(
            calls.map(async ({ write, ticks }, n) => {
              await turns.enter(write, 'x', undefined, never);
              begun.push({ write, n });
              expect(++under).toBeLessThanOrEqual(places);
              if (write) expect(++writing).toBe(1);
              for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
              under--;
              if (write) writing--;
              turns.leave(write);
            }),
          );
          for (const kind of [true, false]) {
            const order = begun.filter(({ write }) => write === kind).map(({ n }) => n);
            expect(order).toEqual(order.toSorted((a, b) => a - b));
          }
          expect(begun).toHaveLength(calls.length);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('an abort leaves the line at once, and takes no place with it', async () => {
    const turns = new Turns(1);
    await turns.enter(true, 'x', undefined, never);
    const controllers = [new AbortController(), new AbortController()];
    const aborted = controllers.map(({ signal }, n) => turns.enter(n === 0, 'x', signal, never));
    const patient = turns.enter(true, 'x', undefined, never);
    controllers.forEach((controller) => controller.abort('enough'));
    for (const one of aborted) expect(await settled(one)).toBe('enough');
    expect(await settled(patient)).toBeUndefined();
    turns.leave(true);
    expect(await settled(patient)).toBe('done');
    await expect(turns.enter(false, 'x', AbortSignal.abort('before'), never)).rejects.toBe('before');
  });

  test('a pause holds those whom it concerns', async () => {
    const turns = new Turns(4);
    turns.hold('write', 10_000, 'readonly');
    turns.hold('action=edit', 20_000, 'ratelimited');
    const told = async (write: boolean, purpose: string) => {
      const waited = vi.fn<(milliseconds: number, code: string) => Promise<boolean>>(async () => false);
      await turns.enter(write, purpose, undefined, waited);
      turns.leave(write);
      return waited.mock.calls.map(([milliseconds, code]) => [Math.ceil(milliseconds / 1000), code]);
    };
    expect(await told(false, 'action=query')).toEqual([]);
    expect(await told(true, 'action=move')).toEqual([[10, 'readonly']]);
    expect(await told(true, 'action=edit')).toEqual([[20, 'ratelimited']]);
    turns.hold('', 30_000, 'status');
    // a shorter one does not end it
    turns.hold('', 1000, 'maxlag');
    expect(await told(false, 'action=query')).toEqual([[30, 'status']]);
  });

  test('who has waited a pause out is not held by it again; who waits leaves his place to others', async () => {
    const turns = new Turns(1);
    const own = turns.hold('action=edit', 10_000, 'ratelimited');
    await turns.enter(true, 'action=edit', undefined, () => expect.unreachable(), own);
    turns.leave(true);
    const waits = turns.enter(true, 'action=edit', undefined, () => new Promise(() => {}));
    await turns.enter(false, 'action=query', undefined, never);
    expect(await settled(waits)).toBeUndefined();
  });
});
