/** The shells whose editors are compared, each with a home of its own: two lines of prompt and the same history. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PtyProgram } from '../../test/helpers/pty.ts'
import { find, node, root } from '../measure.ts'
import { fillFish, fillLines, fillNacre, fillXonsh } from './history.ts'

/** Ends every prompt. */
export const mark = '❯'
const words = 'on a branch with a long name'

export interface Editor {
  readonly name: string
  readonly argv: readonly string[]
  readonly home: string
  readonly environment?: Readonly<Record<string, string>>
}

function config(home: string, file: string, text: string): void {
  const path = join(home, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

/** What each is started with; its home is filled first. */
const makers: Readonly<Record<string, (path: string, home: string) => Omit<Editor, 'name' | 'home'>>> = {
  fish(path, home) {
    fillFish(home)
    const prompt = `set_color -o cyan; echo -n (prompt_pwd); set_color normal; echo ' ${words}'; echo -n '${mark} '`
    config(
      home,
      '.config/fish/config.fish',
      `set -g fish_greeting\nfunction fish_prompt; ${prompt}; end\nfunction fish_right_prompt; end\n`,
    )
    return { argv: [path] }
  },
  zsh(path, home) {
    fillLines(join(home, '.zsh_history'))
    config(
      home,
      '.zshrc',
      `HISTFILE=~/.zsh_history HISTSIZE=100000 SAVEHIST=100000\nautoload -Uz compinit; compinit -u\nPS1=$'%B%F{cyan}%~%f%b ${words}\\n${mark} '\n`,
    )
    return { argv: [path] }
  },
  bash(path, home) {
    fillLines(join(home, '.bash_history'))
    config(
      home,
      '.bashrc',
      `HISTSIZE=100000 HISTFILESIZE=100000\nPS1='\\[\\e[1;36m\\]\\w\\[\\e[0m\\] ${words}\\n${mark} '\n`,
    )
    return { argv: [path] }
  },
  xonsh(path, home) {
    fillXonsh(home)
    config(
      home,
      '.xonshrc',
      `$XONSH_HISTORY_BACKEND = 'sqlite'\n$PROMPT = '{BOLD_CYAN}{cwd}{RESET} ${words}\\n${mark} '\n`,
    )
    return { argv: [path] }
  },
}

function nacre(home: string): Editor {
  fillNacre(home)
  const PS1 = `\\[\\e[1;36m\\]\\w\\[\\e[0m\\] ${words}\\n`
  return { name: 'nacre', argv: [node, join(root, 'bin/nacre.js')], home, environment: { PS1 } }
}

/** nacre and those of its peers that are on this machine, or the named ones. */
export function editors(folder: string, wanted: readonly string[] = []): Editor[] {
  const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name)
  const peers = Object.entries(makers).flatMap(([name, make]) => {
    const path = find(name)
    if (path === undefined && isWanted(name)) console.log(`(${name} is not on this machine)`)
    const home = join(folder, name)
    return path === undefined || !isWanted(name) ? [] : [{ name, home, ...make(path, home) }]
  })
  return isWanted('nacre') ? [nacre(join(folder, 'nacre')), ...peers] : peers
}

/** Starts one in a terminal of 200 columns. */
export function start({ argv, home, environment }: Editor): PtyProgram {
  const [file = '', ...args] = argv
  return new PtyProgram(file, args, {
    columns: 200,
    rows: 50,
    cwd: root,
    environment: {
      HOME: home,
      TERM: 'xterm-256color',
      COLORTERM: 'truecolor',
      LC_ALL: 'C.UTF-8',
      ...environment,
    },
  })
}
