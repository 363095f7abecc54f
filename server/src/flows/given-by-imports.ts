import { importOf } from '../domain/import-source.ts'

/** The imports by which somebody is named whom this source names for the first time; null: by a message. */
export function importsOf(source: string): readonly string[] | null {
  const name = importOf(source)
  return name === null ? null : [name]
}

/**
 * Names that only imports gave, as a group of messages gives them again. Undoing an import takes back what only it gave, so it is written
 * down who else did. What a message gave is nobody's to take back, and costs nothing here.
 */
export class GivenByImports<Name> {
  readonly #imports = new Map<string, Set<string>>()
  readonly #again = new Map<string, { readonly identity: Name; readonly import: string | null }>()

  /** @param imports null where a message gave it: it is of no further interest */
  know(key: string, imports: readonly string[] | null): void {
    if (imports !== null) this.#imports.set(key, new Set(imports))
  }

  /** Whether only imports gave it. */
  has(key: string): boolean {
    return this.#imports.has(key)
  }

  isBy(key: string, name: string | null): boolean {
    return name !== null && this.#imports.get(key)?.has(name) === true
  }

  giveAgain(key: string, identity: Name, source: string): void {
    const imports = this.#imports.get(key)
    const name = importOf(source)
    if (imports === undefined || (name !== null && imports.has(name))) return
    this.#again.set(key, { identity, import: name })
    if (name === null) this.#imports.delete(key)
    else imports.add(name)
  }

  get again(): readonly { readonly identity: Name; readonly import: string | null }[] {
    return [...this.#again.values()]
  }
}
