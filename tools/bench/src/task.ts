/** What every client does: sign in with a bot password, then save these pages one after the other. */
export interface Task {
  /** The URL of api.php. */
  readonly api: string;
  /** `User@app` */
  readonly username: string;
  readonly password: string;
  readonly edits: readonly Edit[];
}

export interface Edit {
  readonly title: string;
  readonly text: string;
}

/** A client does its task in a session of its own, and throws where it cannot. */
export type SignInAndEdit = (task: Task) => Promise<void>;

/** Milliseconds, of the clock and of the CPU of the client's process (all its threads). */
export interface Spent {
  readonly wall: number;
  readonly cpu: number;
}

/** What that process says: once when the client is loaded, then after each task. */
export type Answer = Spent | { readonly error: string };

export const userAgent = 'mwkit-bench/1.0 (https://wiki.example/bench; bench@wiki.example)';
export const summary = 'a benchmark';
