import { Database } from 'bun:sqlite';
import { chmodSync, closeSync, openSync } from 'node:fs';
import { leaseLock, sharedSession, type SessionStore, textStore } from '@mwkit/core';

/**
 * A session kept under `key` in the SQLite database `path`, which is made if need be, and readable by its owner only (mode
 * 0600). The processes that have it open share the session: one of them renews it, the others wait.
 */
export function sqliteSession(path: string, key = 'mwkit-session'): SessionStore {
  closeSync(openSync(path, 'a', 0o600)); // SQLite itself would make it for everyone to read
  chmodSync(path, 0o600);
  const database = new Database(path);
  for (const statement of setUp) database.run(statement);
  const store = textStore({
    name: `${path}, ${key}`,
    get: () => (database.query('SELECT session FROM session WHERE key = ?').get(key) as Row | null)?.session,
    set: (text) => database.query('INSERT OR REPLACE INTO session VALUES (?, ?)').run(key, text),
    remove: () => database.query('DELETE FROM session WHERE key = ?').run(key),
  });
  return sharedSession(store, leaseLock({ acquire, release }));

  async function acquire(owner: string, milliseconds: number): Promise<boolean> {
    const now = Date.now();
    return database.query(takeIfFree).run(key, owner, now + milliseconds, now).changes > 0;
  }

  async function release(owner: string): Promise<void> {
    database.query('DELETE FROM lock WHERE key = ? AND owner = ?').run(key, owner);
  }
}

const setUp = [
  'PRAGMA busy_timeout = 5000', // milliseconds
  'CREATE TABLE IF NOT EXISTS session (key TEXT PRIMARY KEY, session TEXT NOT NULL)',
  'CREATE TABLE IF NOT EXISTS lock (key TEXT PRIMARY KEY, owner TEXT NOT NULL, expires INTEGER NOT NULL)',
];

/** One statement is one transaction: of two who ask, one changes a row. */
const takeIfFree = `INSERT INTO lock VALUES (?, ?, ?) ON CONFLICT (key)
  DO UPDATE SET owner = excluded.owner, expires = excluded.expires WHERE expires < ?`;

interface Row {
  readonly session: string;
}
