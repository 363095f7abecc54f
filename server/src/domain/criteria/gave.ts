import { z } from 'zod'
import type { Json } from '../json.ts'

const fields = z.array(z.string().min(1)).min(1)

/** What a conversion gave: all of these fields (a list), or these and at least one more (`more_than`). */
export const gaveSettings = z.union([fields, z.strictObject({ more_than: fields }), z.strictObject({ any_of: fields })])
export type GaveSettings = z.infer<typeof gaveSettings>

export function gaveHolds(settings: GaveSettings, gave: Json | undefined): boolean {
  const given = new Set(Array.isArray(gave) ? gave.map((field: Json) => String(field).toLowerCase()) : [])
  const has = (field: string) => given.has(field.toLowerCase())
  if (Array.isArray(settings)) return settings.every(has)
  if ('any_of' in settings) return settings.any_of.some(has)
  return (
    settings.more_than.every(has) && given.size > new Set(settings.more_than.map((field) => field.toLowerCase())).size
  )
}
