import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** `import … from './x'`, `import('./x')`, `require('./x')`, `source ./x.sh`, `. ./x.sh` */
const patterns = [
  /(?:\bfrom|\bimport|\brequire)\s*\(?\s*['"](\.{1,2}\/[^'"\n]+)['"]/g,
  /^\s*(?:source|\.)\s+['"]?([^\s'";&|$]+)/gm,
]

const extensions = ['', '.ts', '.tsx', '.mts', '.js', '.mjs', '.tsh', '.json', '/index.ts', '/index.js']

/** A script and all the files that it imports or sources by a path, those that they import too; absolute. */
export function importedFiles(path: string): string[] {
  const found = new Set<string>()
  const visit = (file: string): void => {
    if (found.has(file)) return
    found.add(file)
    for (const specifier of specifiersIn(file)) {
      const target = fileOf(resolve(dirname(file), specifier))
      if (target !== undefined) visit(target)
    }
  }
  visit(resolve(path))
  return [...found]
}

function specifiersIn(file: string): string[] {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return []
  }
  return patterns.flatMap(pattern => [...text.matchAll(pattern)].map(match => match[1] ?? ''))
}

/** As the loader finds it: an extension may be left out, and `./x.js` may be `./x.ts`. */
function fileOf(path: string): string | undefined {
  const candidates = [
    ...extensions.map(extension => path + extension),
    path.replace(/\.([cm]?)js(x?)$/, '.$1ts$2'),
  ]
  return candidates.find(candidate => existsSync(candidate) && statSync(candidate).isFile())
}
