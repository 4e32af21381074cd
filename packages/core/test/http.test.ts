import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { redactJson, redactor } from '../src/http/redact.ts';
import { retryAfter } from '../src/http/retry-after.ts';
import { abortable, inTime, wait } from '../src/http/wait.ts';

describe('retryAfter', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  const read = (value: string) => retryAfter(new Headers({ 'retry-after': value }), now);

  test('in seconds', () => expect(read('120')).toBe(120));
  test('as a date', () => expect(read('Thu, 01 Jan 2026 00:01:30 GMT')).toBe(90));
  test('a date in the past is now', () => expect(read('Thu, 01 Jan 2015 00:00:00 GMT')).toBe(0));
  test('missing or unreadable', () => {
    expect(retryAfter(new Headers())).toBeUndefined();
    expect(read('soon')).toBeUndefined();
    expect(read('-5')).toBeUndefined();
  });
});

describe('redactor', () => {
  test('takes out a secret and its encoded forms', () => {
    const redact = redactor(() => ['p&ss w+rd\\']);
    expect(redact('p&ss w+rd\\')).toBe('[secret]');
    expect(redact(`lgpassword=${encodeURIComponent('p&ss w+rd\\')}`)).toBe('lgpassword=[secret]');
    expect(redact(new URLSearchParams({ lgpassword: 'p&ss w+rd\\' }).toString())).toBe('lgpassword=[secret]');
  });

  test('a secret that holds another is taken out whole', () => {
    expect(redactor(() => ['abcd', 'abcdefgh'])('abcdefgh')).toBe('[secret]');
  });

  test('reaches into JSON', () => {
    expect(
      redactJson(
        { a: ['x hunter22 y', 1, null] },
        redactor(() => ['hunter22']),
      ),
    ).toEqual({
      a: ['x [secret] y', 1, null],
    });
  });
});

describe('waiting', () => {
  test('work that does not look at its signal ends in time all the same', async () => {
    let told: AbortSignal | undefined;
    const endless = (signal: AbortSignal) => {
      told = signal;
      return new Promise<never>(() => {});
    };
    const { signal } = new AbortController();
    await expect(inTime(1, signal, endless)).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(told?.reason).toMatchObject({ name: 'TimeoutError' });
    expect(getEventListeners(signal, 'abort')).toEqual([]);

    const controller = new AbortController();
    const working = inTime(60_000, controller.signal, endless);
    controller.abort('enough');
    await expect(working).rejects.toBe('enough');
    expect(told?.reason).toBe('enough');
    await expect(inTime(60_000, controller.signal, () => expect.unreachable())).rejects.toBe('enough');
  });

  test('work that has ended leaves nothing behind on the signal of its caller', async () => {
    const { signal } = new AbortController();
    await expect(inTime(60_000, signal, async () => 'done')).resolves.toBe('done');
    await expect(inTime(60_000, signal, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('an abort ends a wait at once, with the reason given', async () => {
    const reason = new Error('enough');
    const controller = new AbortController();
    const waiting = wait(60_000, controller.signal);
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    await expect(wait(60_000, controller.signal)).rejects.toBe(reason);
  });

  test('giving up on shared work leaves it to the others', async () => {
    const controller = new AbortController();
    let finish!: (value: string) => void;
    const shared = new Promise<string>((resolve) => {
      finish = resolve;
    });
    const impatient = abortable(shared, controller.signal);
    const patient = abortable(shared, new AbortController().signal);
    controller.abort();
    await expect(impatient).rejects.toThrow(/abort/i);
    finish('done');
    await expect(patient).resolves.toBe('done');
  });

  test('who has given up before is not told of the failure, and nobody else is', async () => {
    const untold: unknown[] = [];
    const note = (error: unknown) => void untold.push(error);
    process.on('unhandledRejection', note);
    const shared = Promise.reject(new Error('failed'));
    await expect(abortable(shared, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
    // Node tells of it when the promises are through
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', note);
    expect(untold).toEqual([]);
  });
});
