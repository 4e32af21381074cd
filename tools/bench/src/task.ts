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

/** Something else that a client is to do, for nobody in particular. */
export type Job =
  /** So many reads of one page, one after the other. */
  | { readonly what: 'reads'; readonly api: string; readonly count: number }
  /** The same with a global `fetch` that sends nothing and gives this answer. */
  | { readonly what: 'stubbed'; readonly api: string; readonly answer: string; readonly count: number }
  /** A read of each page, all begun at once. */
  | { readonly what: 'together'; readonly api: string; readonly titles: readonly string[] }
  /** So many objects for a wiki, held at once: how much memory they take. */
  | { readonly what: 'objects'; readonly api: string; readonly count: number };

/** What a client gives to read with. */
export interface Reader {
  /** What `prop=info` tells about a page. @throws where the wiki did not answer with it */
  read(title: string): Promise<unknown>;
  /** The same where other pages are asked for at the same moment; absent where a client knows no better way. */
  readAmongOthers?(title: string): Promise<unknown>;
}

/** A client does its task in a session of its own, and throws where it cannot. */
export type SignInAndEdit = (task: Task) => Promise<void>;

/** Milliseconds, of the clock and of the CPU of the client's process (all its threads). */
export interface Spent {
  readonly wall: number;
  readonly cpu: number;
  /** Of memory, where that was asked for: what is held more than before. */
  readonly bytes?: number;
}

/** What that process says: once when the client is loaded, then after each task. */
export type Answer = Spent | { readonly error: string };

export const userAgent = 'mwkit-bench/1.0 (https://wiki.example/bench; bench@wiki.example)';
export const summary = 'a benchmark';
