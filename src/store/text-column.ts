/**
 * SQLite's texts are UTF-8 and end at NUL for its functions; a line may hold bytes that are neither. Such a line is kept
 * as JSON, which escapes both.
 */
export function writeText(text: string): { text: string; escaped: 0 | 1 } {
  const fits = text.isWellFormed() && !text.includes('\0')
  return fits ? { text, escaped: 0 } : { text: JSON.stringify(text), escaped: 1 }
}

/** The line that `writeText` wrote. */
export function readText(text: string, escaped: number): string {
  return escaped === 0 ? text : String(JSON.parse(text))
}
