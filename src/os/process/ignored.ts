/**
 * The signals that were ignored when this process began, and still are. Node gives every one of them its default action
 * before any script runs, so the dispositions are lost; but the commonest case, nohup(1), shows in the variable `_` that
 * shells set, and HUP is ignored again.
 */
export function keepIgnored(): ReadonlySet<string> {
  const starter = process.env['_'] ?? ''
  if (!/(^|\/)nohup$/.test(starter)) return new Set()
  process.on('SIGHUP', () => {})
  return new Set(['HUP'])
}
