const PREFIX = 'import:'

/** The source under which the events of an import are recorded. */
export function importSource(id: string): string {
  return `${PREFIX}${id}`
}

/** The import that a source means; null for a key or Ripen itself. */
export function importOf(source: string): string | null {
  return source.startsWith(PREFIX) ? source.slice(PREFIX.length) : null
}
