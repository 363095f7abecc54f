import type { z } from 'zod'
import type { Rejection } from '../../domain/incoming.ts'
import { rejected, within } from './reading.ts'

/** The first fault that a schema found, as a rejection with its place in the message. */
export function rejectedBy(error: z.ZodError, place: string): { readonly rejected: Rejection } {
  const issue = error.issues[0]
  const path = (issue?.path ?? []).reduce<string>(
    (way, key) => (typeof key === 'number' ? `${way}[${key}]` : within(way, String(key))),
    place,
  )
  const reason = issue?.code === 'invalid_type' ? 'wrong_type' : 'invalid_value'
  return rejected(reason, path, issue?.message ?? 'This is not what is expected here.')
}
