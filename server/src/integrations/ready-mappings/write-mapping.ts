import { stringify } from 'yaml'
import type { Mapping } from '../../domain/imports/mapping.ts'

/** A mapping as people write it, without what goes without saying. */
export function writeMapping(mapping: Mapping): string {
  return stringify(spare(mapping), { lineWidth: 140, flowCollectionPadding: true })
}

const DEFAULTS: Readonly<Record<string, unknown>> = { type: 'text', decimal: '.' }

/** Without empty lists and objects, and what is the default. */
function spare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(spare)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
    if (inner === undefined || DEFAULTS[key] === inner) return []
    const less = spare(inner)
    const empty = typeof less === 'object' && less !== null && Object.keys(less).length === 0
    return empty && !(key in REQUIRED) ? [] : [[key, less]]
  })
  const entries = Object.fromEntries(kept)
  const { column } = entries
  // A column alone is its name alone.
  return kept.length === 1 && typeof column === 'string' ? column : entries
}

const REQUIRED = { contact: true, column: true }
