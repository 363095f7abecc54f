import type pg from 'pg'
import type { PublishEffect } from '../../contract/lifecycle.ts'
import { sqlTime } from '../../db/column-values.ts'
import { newId } from '../../db/new-id.ts'
import type { Actor, Time } from '../../domain/facts.ts'

type Client = Pick<pg.Pool, 'query'>

/** A lifecycle that people are at work on, without its text. */
export interface DraftHead {
  readonly id: string
  readonly name: string
  readonly base: number
  readonly revision: number
  /** What it is to be published with. */
  readonly effect: PublishEffect
  readonly bringsBack: number | null
  readonly createdAt: Time
  readonly createdBy: Actor
  readonly changedAt: Time
  readonly changedBy: Actor
  readonly closedAt: Time | null
  readonly closedBy: Actor | null
  readonly publishedVersion: number | null
}

export interface StoredDraft extends DraftHead {
  readonly document: string
}

export interface Editor {
  readonly by: Actor
  readonly at: Time
}

const columns = `d.id, d.name, d.base, d.revision, d.effect, d.brings_back as "bringsBack", d.created_at as "createdAt",
  d.created_by as "createdBy", d.changed_at as "changedAt", d.changed_by as "changedBy", d.closed_at as "closedAt",
  d.closed_by as "closedBy", d.published_version as "publishedVersion"`

/** An actor in one word, the same at each time. */
export function actorId(by: Actor): string {
  return by === 'system' ? by : 'key' in by ? `key:${by.key}` : by.user
}

/** Drafts that are neither published nor discarded, the one changed last first. */
export async function listOpenDrafts(client: Client, limit: number): Promise<DraftHead[]> {
  const { rows } = await client.query<DraftHead>(
    `select ${columns} from drafts d where d.closed_at is null order by d.changed_at desc, d.id limit $1`,
    [limit],
  )
  return rows
}

export async function findDraft(client: Client, id: string): Promise<StoredDraft | null> {
  const { rows } = await client.query<StoredDraft>(`select ${columns}, d.document from drafts d where d.id = $1`, [id])
  return rows[0] ?? null
}

/** The same, held until the transaction ends: whoever saves it next waits. */
export async function holdDraft(client: Client, id: string): Promise<StoredDraft | null> {
  const { rows } = await client.query<StoredDraft>(
    `select ${columns}, d.document from drafts d where d.id = $1 for update`,
    [id],
  )
  return rows[0] ?? null
}

export async function countOpenDrafts(client: Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>('select count(*) as count from drafts where closed_at is null')
  return rows[0]?.count ?? 0
}

interface NewDraft {
  readonly name: string
  readonly document: string
  readonly base: number
  readonly effect: PublishEffect
  readonly bringsBack: number | null
  readonly by: Actor
}

/** @returns its id */
export async function insertDraft(client: Client, draft: NewDraft, now: Time): Promise<string> {
  const id = newId(now)
  await client.query(
    `insert into drafts (id, name, document, base, revision, brings_back, created_at, created_by, changed_at, changed_by, effect)
    values ($1, $2, $3, $4, 1, $5, $6, $7, $6, $7, $8)`,
    [
      id,
      draft.name,
      draft.document,
      draft.base,
      draft.bringsBack,
      sqlTime(now),
      JSON.stringify(draft.by),
      draft.effect,
    ],
  )
  return id
}

/** Puts what somebody made of a draft in its place. */
export async function updateDraft(
  client: Client,
  draft: Pick<StoredDraft, 'id' | 'name' | 'document' | 'base' | 'effect' | 'revision'>,
  by: Actor,
  now: Time,
): Promise<void> {
  await client.query(
    `update drafts set name = $2, document = $3, base = $4, revision = $5, changed_at = $6, changed_by = $7, effect = $8
    where id = $1`,
    [draft.id, draft.name, draft.document, draft.base, draft.revision, sqlTime(now), JSON.stringify(by), draft.effect],
  )
}

/** Discards a draft, or notes as which version it was published. */
export async function closeDraft(
  client: Client,
  id: string,
  { by, version }: { readonly by: Actor; readonly version: number | null },
  now: Time,
): Promise<void> {
  await client.query('update drafts set closed_at = $2, closed_by = $3, published_version = $4 where id = $1', [
    id,
    sqlTime(now),
    JSON.stringify(by),
    version,
  ])
}

/** Opens a discarded draft again, under another revision: whoever looked in between sees that something happened. */
export async function reopenDraft(client: Client, id: string): Promise<void> {
  await client.query('update drafts set closed_at = null, closed_by = null, revision = revision + 1 where id = $1', [
    id,
  ])
}

/** Notes that somebody is at a draft. @returns when it was there last before */
export async function noteEditor(client: Client, draft: string, by: Actor, now: Time): Promise<Time | null> {
  const { rows } = await client.query<{ at: Time }>(
    'select at from draft_editors where draft_id = $1 and editor = $2 for update',
    [draft, actorId(by)],
  )
  await client.query(
    `insert into draft_editors (draft_id, editor, actor, at) values ($1, $2, $3, $4)
    on conflict (draft_id, editor) do update set actor = excluded.actor, at = excluded.at`,
    [draft, actorId(by), JSON.stringify(by), sqlTime(now)],
  )
  return rows[0]?.at ?? null
}

/** Who edited drafts, the last first. */
export async function listEditors(client: Client, drafts: readonly string[]): Promise<ReadonlyMap<string, Editor[]>> {
  const { rows } = await client.query<Editor & { draft: string }>(
    `select draft_id as draft, actor as by, at from draft_editors where draft_id = any($1::uuid[]) order by at desc`,
    [drafts],
  )
  return Map.groupBy(rows, ({ draft }) => draft)
}
