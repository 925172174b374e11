import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * Versions of the user's module files: a file, or one that it imports, which changed since it was first imported gets a
 * new address, so that importing it again at the prompt runs the new text.
 */
export class Versions {
  /** Files a file was seen to import. */
  readonly #imports = new Map<string, Set<string>>()
  readonly #first = new Map<string, number>()

  imported(parent: string, child: string): void {
    const set = this.#imports.get(parent) ?? new Set()
    this.#imports.set(parent, set.add(child))
  }

  /** The address under which a module's present text is known; other modules' addresses stay. */
  address(url: string): string {
    if (!url.startsWith('file:') || url.includes('/node_modules/') || url.includes('?')) return url
    const changed = this.#changed(url, new Set())
    return changed === 0 ? url : `${url}?changed=${changed}`
  }

  /** When a file, or anything it imports, was last changed since it was first seen; 0 if none was. */
  #changed(url: string, seen: Set<string>): number {
    if (seen.has(url)) return 0
    seen.add(url)
    const own = statSync(fileURLToPath(url), { throwIfNoEntry: false })?.mtimeMs ?? 0
    const first = this.#first.get(url) ?? own
    this.#first.set(url, first)
    const below = [...(this.#imports.get(url) ?? [])].map(child => this.#changed(child, seen))
    return Math.max(own > first ? own : 0, ...below)
  }
}
