/** `import 'nacre/globals'`: nacre's API as globals, with their types for an editor. In scripts that nacre runs they are there. */
import { sessionApi } from './session-api.ts'
import type * as nacre from './index.ts'

const api = sessionApi()
api.defineOn(globalThis)

// Without `status` and `history`, which in a browser's types are other things.
declare global {
  var $: typeof nacre.$
  var env: typeof nacre.env
  var commands: typeof nacre.commands
  var watch: typeof nacre.watch
  var cd: typeof nacre.cd
  var pushd: typeof nacre.pushd
  var popd: typeof nacre.popd
  var pwd: typeof nacre.pwd
  var within: typeof nacre.within
  var sleep: typeof nacre.sleep
  var pool: typeof nacre.pool
  var spawn: typeof nacre.spawn
  var jobs: typeof nacre.jobs
  var ls: typeof nacre.ls
  var complete: typeof nacre.complete
  var ps: typeof nacre.ps
  var ProcessOutput: typeof nacre.ProcessOutput
  type ProcessOutput = nacre.ProcessOutput
  var ProcessPromise: typeof nacre.ProcessPromise
  type ProcessPromise = nacre.ProcessPromise
  var YAML: typeof nacre.YAML
  var argv: typeof nacre.argv
  var chalk: typeof nacre.chalk
  var dotenv: typeof nacre.dotenv
  var echo: typeof nacre.echo
  var expBackoff: typeof nacre.expBackoff
  var fs: typeof nacre.fs
  var glob: typeof nacre.glob
  var kill: typeof nacre.kill
  var minimist: typeof nacre.minimist
  var nothrow: typeof nacre.nothrow
  var os: typeof nacre.os
  var parseArgv: typeof nacre.parseArgv
  var path: typeof nacre.path
  var question: typeof nacre.question
  var quiet: typeof nacre.quiet
  var quote: typeof nacre.quote
  var retry: typeof nacre.retry
  var spinner: typeof nacre.spinner
  var stdin: typeof nacre.stdin
  var tmpdir: typeof nacre.tmpdir
  var tmpfile: typeof nacre.tmpfile
  var which: typeof nacre.which
}
