/** Waits for the wiki, one after another, each of them bounded, until the visitor leaves. */
export class Waits {
  /** One of them has taken too long. */
  late = false;
  readonly #milliseconds: number;
  readonly #controller = new AbortController();
  readonly #visitor: AbortSignal;
  readonly #leave = (): void => this.#controller.abort(this.#visitor.reason);

  constructor(visitor: AbortSignal, milliseconds: number) {
    this.#milliseconds = milliseconds;
    this.#visitor = visitor;
    visitor.addEventListener('abort', this.#leave);
    if (visitor.aborted) this.#leave();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** What is waited for need not look at the signal: it is left alone then. */
  for<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const stop = () => reject(this.signal.reason);
      const timer = setTimeout(() => {
        this.late = true;
        this.#controller.abort(new DOMException('no answer in time', 'TimeoutError'));
      }, this.#milliseconds);
      work.then(resolve, reject).finally(() => {
        clearTimeout(timer);
        this.signal.removeEventListener('abort', stop);
      });
      if (this.signal.aborted) stop();
      else this.signal.addEventListener('abort', stop, { once: true });
    });
  }

  end(): void {
    this.#visitor.removeEventListener('abort', this.#leave);
  }
}
