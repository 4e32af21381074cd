/** What is used of Bun's SQLite here; its own types are not needed to compile this, nor to read ours. */
declare module 'bun:sqlite' {
  export class Database {
    constructor(path: string);
    run(sql: string): unknown;
    query(sql: string): {
      get(...values: string[]): unknown;
      run(...values: (string | number)[]): { readonly changes: number };
    };
  }
}
