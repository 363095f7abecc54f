import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import { newId } from '../../db/new-id.ts'
import type { Actor, Time } from '../../domain/facts.ts'

type Client = Pick<pg.Pool, 'query'>

export interface AuditedChange {
  readonly by: Actor
  /** What was done, as a name that stays: the subject, a dot, a verb in the past. `key.created` */
  readonly action: `${string}.${string}`
  readonly id?: string | null
  /** What people call it. */
  readonly name?: string | null
  readonly before?: Readonly<Record<string, unknown>> | null
  readonly after?: Readonly<Record<string, unknown>> | null
}

/** Longest text of one field that is kept; what is longer is cut. */
const LONGEST_TEXT = 2000
const LONGEST_LIST = 100

/** Notes a change that a person or a key made, in the transaction that makes it. Secrets are never given to it. */
export async function audit(client: Client, change: AuditedChange, now: Time): Promise<void> {
  const { by, action, id = null, name = null, before = null, after = null } = change
  await client.query(
    `insert into audit_log (id, at, actor, action, subject, subject_id, subject_name, before, after)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      newId(now),
      sqlTime(now),
      JSON.stringify(by),
      action,
      action.slice(0, action.indexOf('.')),
      id,
      name?.slice(0, 200) ?? null,
      asText(before),
      asText(after),
    ],
  )
}

/** Notes what became different: of an object before and after, only the fields that are not the same. */
export async function auditDifference(
  client: Client,
  change: Omit<AuditedChange, 'before' | 'after'> & { readonly before: object; readonly after: object },
  now: Time,
): Promise<void> {
  const before = Object.entries(change.before)
  const after = Object.entries(change.after)
  const same = new Set(
    before
      .filter(
        ([key, value]) => JSON.stringify(value) === JSON.stringify((change.after as Record<string, unknown>)[key]),
      )
      .map(([key]) => key),
  )
  const other = (entries: readonly [string, unknown][]) => Object.fromEntries(entries.filter(([key]) => !same.has(key)))
  const changed = { before: other(before), after: other(after) }
  if (Object.keys(changed.before).length + Object.keys(changed.after).length === 0) return
  await audit(client, { ...change, ...changed }, now)
}

function asText(part: Readonly<Record<string, unknown>> | null): string | null {
  if (part === null) return null
  return JSON.stringify(part, (_key, value) => {
    if (typeof value === 'string') return cutText(value)
    return Array.isArray(value) && value.length > LONGEST_LIST ? value.slice(0, LONGEST_LIST) : value
  })
}

function cutText(text: string): string {
  const plain = text.replaceAll('\0', '').toWellFormed()
  return plain.length > LONGEST_TEXT ? `${plain.slice(0, LONGEST_TEXT)}…` : plain
}
