/** The tour: a person types, and is told what to try next. It runs nothing and changes nothing by itself. */

interface Lesson {
  readonly about: string
  /** What to type, as an example. */
  readonly example: string
  /** Whether a line that worked is what was meant. */
  isDone(line: string): boolean
}

const lessons: readonly Lesson[] = [
  {
    about: 'Commands are what they are in any shell. The mark before the line is ❯ for them.',
    example: 'echo hello | tr a-z A-Z',
    isDone: line => /\|/.test(line),
  },
  {
    about: 'TypeScript is typed at the same prompt; the mark becomes ». What is declared stays.',
    example: 'const answer = 6 * 7',
    isDone: line => /^(?:const|let)\s+answer\b/.test(line),
  },
  {
    about:
      'Values stand in commands: a name behind $, any expression in @( ). They are never split or globbed.',
    example: 'echo $answer @(answer * 2)',
    isDone: line => /^[a-z].*(?:\$answer|@\()/.test(line),
  },
  {
    about: 'And commands in TypeScript: $( ) gives what they write.',
    example: "const files = $(ls).split('\\n').length",
    isDone: line => /^(?!\w+ ).*\$\(|=.*\$\(/.test(line),
  },
  {
    about: 'A function can be a stage of a pipeline; objects go on as objects.',
    example: `echo '{"name": "nacre"}' | @(input => input.json()) | @(it => it.name)`,
    isDone: line => /\|\s*@\(/.test(line),
  },
  {
    about: 'What runs in the background is a job, whatever it is.',
    example: 'sleep 60 &',
    isDone: line => /&\s*$/.test(line),
  },
  {
    about: 'Jobs are objects, too.',
    example: 'jobs.map(job => job.command)',
    isDone: line => /^(?:=\s*)?jobs[.[]/.test(line),
  },
  {
    about: 'Ctrl-R looks through the history: type some letters of an earlier line, then Return.',
    example: 'Ctrl-R, hello, Return',
    isDone: line => /hello/.test(line),
  },
  {
    about: 'A question mark behind a name asks for help; so do Alt-H and F1 on any word.',
    example: 'cd?',
    isDone: line => /\?\s*$/.test(line),
  },
]

const end =
  'That was the tour. `help` lists the commands of the shell, `config` its settings; `kill %1` ends what sleeps.\n'

/** Where somebody is in it. */
export class Tour {
  /** The lesson that is to be done; undefined while nobody takes the tour. */
  #at: number | undefined

  /** What `tour` says. */
  guide(action: 'start' | 'next' | 'stop'): string {
    if (action === 'start') return this.#go(0)
    if (this.#at === undefined) return 'tour: you are not on it; `tour` begins it\n'
    if (action === 'next') return this.#go(this.#at + 1)
    this.#at = undefined
    return 'The tour is over; `tour` begins it again.\n'
  }

  /** A line has run: what to try next if it was the one that was asked for, else undefined. */
  after(line: string, status: number): string | undefined {
    const lesson = this.#at === undefined ? undefined : lessons[this.#at]
    if (lesson === undefined || this.#at === undefined || /^\s*tour\b/.test(line)) return undefined
    return status === 0 && lesson.isDone(line.trim()) ? `\n${this.#go(this.#at + 1)}` : undefined
  }

  #go(at: number): string {
    const lesson = lessons[at]
    this.#at = lesson === undefined ? undefined : at
    if (lesson === undefined) return end
    const head = at === 0 ? 'Type along; `tour next` goes on without, `tour stop` ends it.\n\n' : ''
    return `${head}${at + 1}/${lessons.length}  ${lesson.about}\n     Try:  ${lesson.example}\n`
  }
}
