import type pg from 'pg'
import type { AuditEntry, AuditQuery } from '../../contract/audit.ts'
import { momentOf } from '../../contract/moment.ts'
import type { Page } from '../../contract/page.ts'
import { sqlTime } from '../../db/column-values.ts'
import { cutPage, decodeCursor } from '../../db/keyset.ts'
import type { Time } from '../../domain/facts.ts'

type Client = Pick<pg.Pool, 'query'>

/** What people and keys did, the last first. Contacts are called what they are called now. */
export async function listAudit(client: Client, query: AuditQuery): Promise<Page<AuditEntry>> {
  const values: unknown[] = [query.limit + 1]
  const given = (value: unknown) => `$${values.push(value)}`
  const conditions: string[] = []
  const from = decodeCursor(query.cursor, ['uuid'])
  if (from !== null) conditions.push(`a.id < ${given(from[0])}`)
  if (query.who !== undefined) conditions.push(`coalesce(a.actor->>'user', a.actor->>'key') = ${given(query.who)}`)
  if (query.what !== undefined)
    conditions.push(query.what.includes('.') ? `a.action = ${given(query.what)}` : `a.subject = ${given(query.what)}`)
  if (query.on !== undefined) conditions.push(`a.subject_id = ${given(query.on)}`)
  if (query.since !== undefined) conditions.push(`a.at >= ${given(sqlTime(Date.parse(query.since)))}`)
  if (query.until !== undefined) conditions.push(`a.at < ${given(sqlTime(Date.parse(query.until)))}`)
  const { rows } = await client.query<Omit<AuditEntry, 'at'> & { at: Time }>(
    `select a.id, a.at, a.actor, coalesce(p.name, a.actor->>'name', k.name) as "actorName", a.action, a.subject,
      a.subject_id as "subjectId", coalesce(a.subject_name, c.name, c.email) as "subjectName", a.before, a.after
    from audit_log a
    left join people p on p.id::text = a.actor->>'user'
    left join api_keys k on k.id::text = a.actor->>'key'
    left join contacts c on c.id = case when a.subject = 'contact' then a.subject_id::uuid end
    ${conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`}
    order by a.id desc
    limit $1`,
    values,
  )
  const { shown, next } = cutPage(rows, query.limit, ({ id }) => [id])
  return { items: shown.map((row) => ({ ...row, at: momentOf(row.at) })), next }
}
