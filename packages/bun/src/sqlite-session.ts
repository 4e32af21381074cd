import { leaseLock, sharedSession, type SessionStore, textStore } from '@mwkit/core';

/** What is needed of a `Database` of `bun:sqlite`. */
export interface Sqlite {
  run(sql: string): unknown;
  query(sql: string): {
    get(...values: string[]): unknown;
    run(...values: (string | number)[]): { readonly changes: number };
  };
}

/**
 * A session kept in an SQLite database under `key`. The processes that have the database open share it: one renews the
 * session, the others wait. The file holds what opens the account: make it readable by its owner only.
 */
export function sqliteSession(database: Sqlite, key: string): SessionStore {
  database.run('PRAGMA busy_timeout = 5000');
  database.run('CREATE TABLE IF NOT EXISTS mwkit_session (key TEXT PRIMARY KEY, session TEXT NOT NULL)');
  database.run(
    'CREATE TABLE IF NOT EXISTS mwkit_lock (key TEXT PRIMARY KEY, owner TEXT NOT NULL, expires INTEGER NOT NULL)',
  );
  const store = textStore({
    name: `SQLite row ${key}`,
    get: () => (database.query('SELECT session FROM mwkit_session WHERE key = ?').get(key) as Row | null)?.session,
    set: (text) => database.query('INSERT OR REPLACE INTO mwkit_session VALUES (?, ?)').run(key, text),
    remove: () => database.query('DELETE FROM mwkit_session WHERE key = ?').run(key),
  });
  return sharedSession(store, leaseLock({ acquire, release }));

  async function acquire(owner: string, milliseconds: number): Promise<boolean> {
    const now = Date.now();
    const taken = database
      .query(
        `INSERT INTO mwkit_lock VALUES (?, ?, ?)
         ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, expires = excluded.expires WHERE expires < ?`,
      )
      .run(key, owner, now + milliseconds, now);
    return taken.changes > 0;
  }

  async function release(owner: string): Promise<void> {
    database.query('DELETE FROM mwkit_lock WHERE key = ? AND owner = ?').run(key, owner);
  }
}

interface Row {
  readonly session: string;
}
