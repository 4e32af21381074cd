/** How long all who share a cause are to wait. */
export interface Pause {
  /** Milliseconds since 1970. */
  readonly until: number;
  /** The code of the error that it comes from. */
  readonly code: string;
}

/** A line before a few places: who came first goes first. */
class Line {
  #free: number;
  /** Made when first needed, as below: a program may hold thousands of wiki objects. */
  #waiting: Set<() => void> | undefined;

  constructor(places: number) {
    this.#free = places;
  }

  /** Takes a place if there is one. */
  take(): boolean {
    if (this.#free === 0) return false;
    this.#free--;
    return true;
  }

  /** An abort leaves the line at once. */
  enter(signal?: AbortSignal): Promise<void> | void {
    if (this.take()) return;
    return new Promise((resolve, reject) => {
      const stop = () => {
        this.#waiting?.delete(next);
        reject(signal?.reason);
      };
      const next = () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      };
      signal?.addEventListener('abort', stop);
      this.#waiting ??= new Set();
      this.#waiting.add(next);
    });
  }

  leave(): void {
    const [next] = this.#waiting ?? [];
    if (!next) {
      this.#free++;
      return;
    }
    this.#waiting?.delete(next);
    next();
  }
}

/**
 * The connection budget of one wiki object (API:Etiquette): few calls are under way at once, writes one after another, and what one
 * of them is told to wait for, the others wait for too.
 */
export class Turns {
  readonly #all: Line;
  readonly #writes: Line = new Line(1);
  #pauses: Map<string, Pause> | undefined;

  constructor(concurrency: number) {
    this.#all = new Line(concurrency);
  }

  /** @param scope who is to wait: `''` for all, `write` for writes, or what one kind of call is for, e.g. `action=edit` */
  hold(scope: string, milliseconds: number, code: string): Pause {
    const pause = { until: Date.now() + milliseconds, code };
    this.#pauses ??= new Map();
    const known = this.#pauses.get(scope);
    if (!known || known.until < pause.until) this.#pauses.set(scope, pause);
    return pause;
  }

  /**
   * Comes back when it is this call's turn, at once where nothing is in its way; then `leave` must follow.
   * @param waited waits a pause out as far as the call's budget goes; false where nothing of that is left
   * @param own a pause that the call has waited out already
   */
  enter(
    write: boolean,
    purpose: string,
    signal: AbortSignal | undefined,
    waited: (milliseconds: number, code: string) => Promise<boolean>,
    own?: Pause,
  ): Promise<void> | void {
    // most reads find a place: a promise would cost them more than the rest of this
    if (!write && !this.#pauses && !signal?.aborted && this.#all.take()) return;
    return this.#wait(write, purpose, signal, waited, own);
  }

  async #wait(
    write: boolean,
    purpose: string,
    signal: AbortSignal | undefined,
    waited: (milliseconds: number, code: string) => Promise<boolean>,
    own?: Pause,
  ): Promise<void> {
    signal?.throwIfAborted();
    for (let patient = true; ;) {
      if (write) await this.#writes.enter(signal);
      try {
        const turn = this.#all.enter(signal);
        if (turn) await turn;
      } catch (error) {
        if (write) this.#writes.leave();
        throw error;
      }
      const pause = patient && this.#pauses && pauseOf(this.#pauses, write, purpose, own);
      if (!pause) return;
      // others may go meanwhile: to whom it does not apply, or who may not wait
      this.leave(write);
      patient = await waited(pause.until - Date.now(), pause.code);
    }
  }

  leave(write: boolean): void {
    this.#all.leave();
    if (write) this.#writes.leave();
  }
}

function pauseOf(pauses: ReadonlyMap<string, Pause>, write: boolean, purpose: string, own?: Pause): Pause | undefined {
  const found = ['', purpose, ...(write ? ['write'] : [])].map((scope) => pauses.get(scope));
  return found.find((pause) => pause && pause !== own && pause.until > Date.now());
}
