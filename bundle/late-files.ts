/** The files that a simple command does without, by the script they go to: what they load is late, not what uses them. */
import { globSync } from 'node:fs'
import { join } from 'node:path'

interface LateGroup {
  readonly name: string
  /** From the root, with slashes. */
  readonly files: readonly string[]
}

const rareOfShell = 'apply-config line-source plain-shell prompt prompt-facts startup'

export const lateGroups: readonly LateGroup[] = [
  // The command language beyond simple commands and pipelines: most scripts need it, few lines do.
  {
    name: 'script',
    files: [
      ...these(
        'builtins',
        `break declaration declare declare-flags edited-input escapes eval interruptible line-reader printf printf-format read read-fields readonly return set shift unset assign`,
      ),
      ...these('lang/classify', 'blocks brackets frame punctuation shell-function'),
      ...these(
        'lang/eval',
        `arithmetic-command background compound conditional lines loops process-substitution select spawn-terminal
        substituted xtrace`,
      ),
      ...these('lang/expand', 'brace-sequence element expand-subscript texts unexpanded'),
      ...allBut('lang/expand/arithmetic', ''),
      ...these('lang/expand/parameter', 'default subscript'),
      ...these('lang/expand/pattern', 'affix escape literal'),
      ...these('jobs/output', 'job-output'),
      ...these(
        'lang/syntax',
        'case compound conditional function here-document loops matching operation redirects rising',
      ),
      ...these('script', 'language-of-file run-file standard-input'),
    ],
  },
  // What TypeScript needs from its first statement on: its room, and the names that the shell gives it.
  {
    name: 'typescript',
    files: [
      ...allBut('lang/typescript', 'index'),
      ...allBut('lang/typescript/transport', ''),
      ...allBut(
        'shell',
        `arguments index nacre run-text running-job set-options typescript-session pool-names watch-api spawn-api
        ${rareOfShell}`,
      ),
      ...allBut('shell/commands', 'spec'),
      ...these('os/guard', 'script-end'),
      ...these('shell/pool', 'api'),
      ...these('script', 'run-module script-globals'),
    ],
  },
  {
    name: 'zx',
    files: [
      ...allBut('zx', 'index preload'),
      ...these('lang/eval', 'start-text'),
      ...these('os/process', 'child-process'),
    ],
  },
  {
    name: 'rare',
    files: [
      // What every script is full of stays.
      ...allBut(
        'builtins',
        `all assign break builtin-names cd colon declaration declare declare-flags echo escapes eval exit export getopt
        history-list index integer interruptible keywords line-reader names paths printf printf-format pwd read
        read-fields readline-functions readline-variables readonly resolution-text return set shift source test
        test-expression test-operators true unset usage`,
      ),
      ...allBut('builtins/pool', ''),
      ...allBut('builtins/settings', ''),
      ...allBut('builtins/history-expansion', ''),
      ...these('diag', 'nearest'),
      ...these(
        'jobs',
        `collect control function-job job-error job-line job-match job-row ladder pool-job signal-text spawned-job
        task-job`,
      ),
      ...allBut('jobs/output', 'job-output'),
      ...allBut('jobs/pool', ''),
      ...these(
        'lang/syntax',
        'ansi-c coprocess door print print-condition print-word printer quote split-word',
      ),
      ...these(
        'lang/eval',
        `command-text coprocess exec file-test fork-beside history-control history-line line-commands line-group nameref
        placeholder process-id prompt-escapes prompt-string resolve spawn spawn-function task-command time`,
      ),
      ...allBut('lang/eval/regex', 'node'),
      ...these('lang/expand', 'assoc-order attributes quote-value regex-text value-text'),
      ...these(
        'lang/expand/parameter',
        'case characters indirect operation replace slice transform transformation',
      ),
      ...these('lang/expand/pattern', 'bracket reach'),
      ...these(
        'lang/classify',
        `bindings continuation declarations doors explain fault jsx judge keyword-rule operands outline oxc reading scanner
        scope substitutions typescript-statement`,
      ),
      ...these('shell', rareOfShell),
      ...allBut('shell/pool', 'api'),
      ...allBut('store', 'index paths'),
      ...allBut('store/foreign', ''),
      ...these('value', 'collected csv documents duration input lines'),
      ...these('os/files', 'watch-files'),
      ...these('os/host', 'portable trampoline'),
      ...allBut('os/host/portable', ''),
      ...these('os/host/posix', 'exec limits'),
      ...these('os/interrupt', 'watch worker-code'),
      ...these('os/process', 'list live-usage node-child quiet-output send'),
      ...these('os/terminal', 'portable-terminal terminal-writes termios'),
      ...these('script', 'check explain-input markdown'),
      ...allBut('script/packages', ''),
    ],
  },
]

function these(folder: string, names: string): string[] {
  return words(names).map(name => `src/${folder}/${name}.ts`)
}

/** Every file of a folder, also what comes later, but these. */
function allBut(folder: string, names: string): string[] {
  const staying = new Set(these(folder, names))
  return globSync(`src/${folder}/*.ts`, { cwd: join(import.meta.dirname, '..') })
    .map(file => file.replaceAll('\\', '/'))
    .filter(file => !staying.has(file))
}

function words(text: string): string[] {
  return text.split(/\s+/).filter(Boolean)
}
