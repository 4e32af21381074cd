import { type Lease, leaseLock, seal, unseal, UsageError } from '@mwkit/workers';
import { toBase64url } from './base64url.ts';
import { Refusal } from './refusal.ts';
import type { Budget, Store } from './store.ts';

/** 32 random bytes: what opens a session, a sign-in that is under way, a code. SECRET. */
export function randomSecret(): string {
  return toBase64url(crypto.getRandomValues(new Uint8Array(32)));
}

/** Whether a text can be one. */
export const isSecret = (text: string): boolean => /^[\w-]{43}$/.test(text);

const bytes = (text: string) => new TextEncoder().encode(text);

/** HKDF (RFC 5869). */
async function sealingKey(info: string, secret: string): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', bytes(secret), 'HKDF', false, ['deriveKey']);
  const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: bytes(info) };
  return crypto.subtle.deriveKey(how, material, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

/**
 * What the store keeps for whoever has a secret: under a hash of it, sealed by a key derived from it. The store, and copies of it,
 * open nothing. What is of one wiki or one purpose is not found by a secret of another.
 */
export class Kept<T extends object> {
  /** Hexadecimal. */
  readonly key: string;
  readonly #store: Store;
  /** Derived while the store is asked. */
  readonly #seal: Promise<CryptoKey>;

  private constructor(store: Store, key: string, seal: Promise<CryptoKey>) {
    this.#store = store;
    this.key = key;
    this.#seal = seal;
  }

  static async of<T extends object>(store: Store, purpose: string, wiki: string, secret: string): Promise<Kept<T>> {
    const about = `mwkit-gateway ${purpose} ${wiki}`;
    const seal = sealingKey(`${about} seal`, secret);
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes(`${about} key ${secret}`)));
    const key = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return new Kept(store, key, seal);
  }

  /** @returns `wait`: milliseconds, where the budget is used up */
  async read(budget?: Budget): Promise<{ readonly value: T | undefined; readonly wait?: number }> {
    const { text, ...rest } = await this.#store.read(this.key, budget);
    return { value: text === undefined ? undefined : await this.#open(text), ...rest };
  }

  async write(value: T, seconds: number): Promise<void> {
    await this.#store.write(this.key, await seal(value, await this.#seal), seconds);
  }

  /** Once and never again. */
  async take(): Promise<T | undefined> {
    const text = await this.#store.take(this.key);
    return text === undefined ? undefined : this.#open(text);
  }

  /**
   * Runs `work` while nobody else, in any process, changes the same value.
   * @param isDone whether somebody else has done meanwhile all that `work` would: then it is not waited for the others who want that too
   */
  async exclusively<R>(work: () => Promise<R>, isDone?: (now: T | undefined) => boolean): Promise<R> {
    const lease = this.#store.lease(this.key);
    const acquire: Lease['acquire'] = async (...args) =>
      (isDone !== undefined && isDone((await this.read()).value)) || lease.acquire(...args);
    const lock = leaseLock({ ...lease, acquire }, { expires: 30_000, maxWait: 40_000 });
    try {
      return await lock(work);
    } catch (error) {
      // others have held it for too long
      throw error instanceof UsageError ? new Refusal('store-unreachable') : error;
    }
  }

  /** What our key opens we have sealed: its shape need not be checked. What it does not open is nothing. */
  async #open(text: string): Promise<T | undefined> {
    return unseal(text, await this.#seal).then(
      (value) => value as T,
      () => undefined,
    );
  }
}
