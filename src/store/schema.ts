import type { DatabaseSync } from 'node:sqlite'

const version = 2

/** Each brings a database from the version before to its own. */
const steps: readonly string[] = [
  `CREATE TABLE line (
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL,
  escaped INTEGER NOT NULL,
  language TEXT NOT NULL,
  session TEXT NOT NULL,
  cwd TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  duration_ms INTEGER,
  status INTEGER
) STRICT;
CREATE INDEX line_session ON line (session, id);`,
  // Which lines have three characters in a row is known to the index: a question never reads them all.
  `DROP INDEX IF EXISTS line_text;
CREATE INDEX line_text ON line (text, session);
CREATE INDEX line_cwd ON line (cwd, id);
CREATE VIRTUAL TABLE line_search USING fts5(text, content='line', content_rowid='id', tokenize='trigram', detail='none');
CREATE TRIGGER line_added AFTER INSERT ON line BEGIN
  INSERT INTO line_search (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER line_removed AFTER DELETE ON line BEGIN
  INSERT INTO line_search (line_search, rowid, text) VALUES ('delete', old.id, old.text);
END;
INSERT INTO line_search (line_search) VALUES ('rebuild');`,
]

/** Makes the tables that are missing. Throws for a database that a newer nacre has written. */
export function prepareDatabase(database: DatabaseSync): void {
  if (versionOf(database) > version) throw new Error('written by a newer nacre')
  // A line is safe against our own death at once; against the machine's at the next checkpoint.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
  if (versionOf(database) === version) return
  database.exec('BEGIN IMMEDIATE')
  try {
    // Another session may have done it meanwhile.
    for (const step of steps.slice(versionOf(database))) database.exec(step)
    database.exec(`PRAGMA user_version = ${version}; COMMIT`)
  } catch (error) {
    database.exec('ROLLBACK')
    throw error
  }
}

function versionOf(database: DatabaseSync): number {
  return (database.prepare('PRAGMA user_version').get() as { user_version: number }).user_version
}
