/** What may follow where a secret would stand, and is none: a variable, a substitution, nothing. */
const none = String.raw`(?!["']?(?:\$|@\(|\x60|["']?(?:\s|$)))`

const secretName = String.raw`[A-Za-z0-9_-]*(?:secret|token|passwo?r?d|passphrase|passwd|api[_-]?key|access[_-]?key|private[_-]?key|credential)s?`

/** Lines that look as if they held a token, a password or a key. */
const patterns: readonly RegExp[] = [
  // https://user:password@host
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@'"]*:(?![$@])[^\s/@'"]+@/i,
  // Authorization: Bearer …
  /\b(?:bearer|basic|token)\s+(?!\$)[A-Za-z0-9._~+/=-]{16,}/i,
  // export AWS_SECRET_ACCESS_KEY=…; a variable that names a file is none.
  new RegExp(String.raw`(?:^|[\s;&|("'])${secretName}(?!\w*_(?:file|path|dir)\b)\w*=${none}\S`, 'i'),
  // const apiKey = '…', "token": "…"
  new RegExp(String.raw`\b${secretName}\w*["']?\s*[:=]\s*["'\x60](?!\$)[^"'\x60\s]{6,}["'\x60]`, 'i'),
  // --password …
  new RegExp(String.raw`\s--?${secretName}(?:=|\s+)${none}(?!-)\S`, 'i'),
  // curl -u user:password
  /\bcurl\b.*\s(?:-u|--user)(?:[= ]\s*)?["']?[^\s:"']+:(?![$"'\s])\S/,
  /\bsshpass\s+-p\s*(?!["']?\$)\S/,
  /\bmysql(?:dump|admin|import)?\b.*\s-p(?!["']?\$)[^\s-]/,
  // What services give out.
  /\b(?:gh[opusr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abeprs]-[\w-]{10,})/,
  /\b(?:(?:AKIA|ASIA)[0-9A-Z]{16}\b|AIza[\w-]{30,}|npm_[A-Za-z0-9]{30,}|hf_[A-Za-z0-9]{30,})/,
  /\b(?:sk|pk|rk)[-_](?:[a-z]+[-_])*[A-Za-z0-9]{20,}/,
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
]

/** True for a line that no file should keep. `more`: patterns of the person's own. */
export function holdsSecret(line: string, more: readonly RegExp[] = []): boolean {
  return patterns.some(pattern => pattern.test(line)) || more.some(pattern => pattern.test(line))
}
