import type { Edit } from '../../api/contact-edit.ts'

export type Scalar = string | number | boolean

export const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

/** A fact as a field shows it. */
export const textOf = (value: unknown): string => (isScalar(value) ? String(value) : '')

/** What a field says, as the kind of value that it was. */
export function readField(text: string, before: unknown): Scalar | null {
  const trimmed = text.trim()
  if (trimmed === '') return null
  if (typeof before === 'number' && Number.isFinite(Number(trimmed))) return Number(trimmed)
  if (typeof before === 'boolean' && (trimmed === 'true' || trimmed === 'false')) return trimmed === 'true'
  return trimmed
}

/** The facts that differ from what they were, with what they were. */
export function changesOf(
  before: Readonly<Record<string, unknown>>,
  texts: Readonly<Record<string, string>>,
): Pick<Edit, 'set' | 'was'> {
  const changed = Object.entries(texts).filter(([key, text]) => text.trim() !== textOf(before[key]).trim())
  return {
    set: Object.fromEntries(changed.map(([key, text]) => [key, readField(text, before[key])])),
    was: Object.fromEntries(changed.map(([key]) => [key, before[key] ?? null])),
  }
}
