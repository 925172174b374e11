/** The same 100,000 lines of history for each shell, in the form that it keeps them. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openHistory } from '../../src/store/index.ts'

export const entries = 100_000

const verbs = ['git commit -m', 'npm run', 'cd src/', 'vim', 'grep -rn', 'const x =', 'docker run', 'make']

/** A history as a person's: few commands often, many once. */
const lines = Array.from({ length: entries }, (_, id) => {
  const tail = id % 3 === 0 ? ' a longer tail of words' : ''
  return `${verbs[(id * 7) % verbs.length] ?? 'ls'} ${(id * 7919) % 5003}${tail}`
})

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

export function fillNacre(home: string): void {
  const folder = join(home, '.local/state/nacre')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'history.db')
  const store = openHistory({ file, session: 'old', cwd: () => home, onTrouble: console.error })
  store.begin({ text: 'ls', language: 'command' })
  store.close()
  insertAll(
    file,
    'INSERT INTO line (text, escaped, language, session, cwd, started_at, duration_ms, status) VALUES (?, 0, ?, ?, ?, ?, 1, 0)',
    (text, id) => [text, 'command', `s${id % 50}`, home, id],
  )
}

export function fillXonsh(home: string): void {
  const folder = join(home, '.local/share/xonsh')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'xonsh-history.sqlite')
  const database = new DatabaseSync(file)
  database.exec(`CREATE TABLE xonsh_history (inp TEXT, rtn INTEGER, tsb REAL, tse REAL, sessionid TEXT, out TEXT,
    info TEXT, frequency INTEGER default 1, cwd TEXT); CREATE INDEX idx_inp_history ON xonsh_history(inp)`)
  database.close()
  insertAll(
    file,
    "INSERT INTO xonsh_history (inp, rtn, tsb, tse, sessionid, cwd) VALUES (?, 0, ?, ?, 'old', ?)",
    (text, id) => [text, id, id, home],
  )
}

function insertAll(
  file: string,
  sql: string,
  values: (text: string, id: number) => (string | number)[],
): void {
  const database = new DatabaseSync(file)
  database.exec('BEGIN')
  const insert = database.prepare(sql)
  for (const [id, text] of lines.entries()) insert.run(...values(text, id))
  database.exec('COMMIT')
  database.close()
}

export function fillFish(home: string): void {
  const items = lines.map((text, id) => `- cmd: ${text}\n  when: ${1_600_000_000 + id}\n`)
  write(join(home, '.local/share/fish/fish_history'), items.join(''))
}

/** bash's form, which zsh reads too. */
export function fillLines(file: string): void {
  write(file, `${lines.join('\n')}\n`)
}
