import type pg from 'pg'
import type { DifferenceView } from '../../contract/lifecycle.ts'
import type { ProposalEffect } from '../../contract/proposals.ts'
import { sqlTime } from '../../db/column-values.ts'
import { newId } from '../../db/new-id.ts'
import type { Actor, Time } from '../../domain/facts.ts'
import type { OwningTeam } from '../../domain/lifecycle/owning-teams.ts'

type Client = Pick<pg.Pool, 'query'>

/** A draft as it stood when the owning teams were asked to agree to it. */
export interface Proposal {
  readonly id: string
  readonly draft: string
  readonly name: string
  readonly document: string
  readonly base: number
  readonly message: string
  readonly differences: DifferenceView[]
  readonly effect: ProposalEffect
  readonly teams: readonly OwningTeam[]
  readonly askedAt: Time
  readonly askedBy: Actor
  readonly withdrawnAt: Time | null
  readonly withdrawnBy: Actor | null
  readonly publishedVersion: number | null
}

export interface ProposalWord {
  readonly id: string
  /** In whose name; null for a comment in nobody's. */
  readonly team: string | null
  readonly word: 'agreed' | 'change_asked' | 'comment'
  readonly message: string
  readonly by: Actor
  readonly at: Time
}

const columns = `id, draft_id as draft, name, document, base, message, differences, effect, teams, asked_at as "askedAt",
  asked_by as "askedBy", withdrawn_at as "withdrawnAt", withdrawn_by as "withdrawnBy", published_version as "publishedVersion"`

const isOpen = 'withdrawn_at is null and published_version is null'

type NewProposal = Omit<Proposal, 'id' | 'askedAt' | 'withdrawnAt' | 'withdrawnBy' | 'publishedVersion'>

/** @returns its id */
export async function insertProposal(client: Client, proposal: NewProposal, now: Time): Promise<string> {
  const id = newId(now)
  await client.query(
    `insert into proposals (id, draft_id, name, document, base, message, differences, effect, teams, asked_at, asked_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      id,
      proposal.draft,
      proposal.name,
      proposal.document,
      proposal.base,
      proposal.message,
      JSON.stringify(proposal.differences),
      JSON.stringify(proposal.effect),
      JSON.stringify(proposal.teams),
      sqlTime(now),
      JSON.stringify(proposal.askedBy),
    ],
  )
  return id
}

export async function findProposal(client: Client, id: string): Promise<Proposal | null> {
  const { rows } = await client.query<Proposal>(`select ${columns} from proposals where id = $1`, [id])
  return rows[0] ?? null
}

/** The same, held until the transaction ends. */
export async function holdProposal(client: Client, id: string): Promise<Proposal | null> {
  const { rows } = await client.query<Proposal>(`select ${columns} from proposals where id = $1 for update`, [id])
  return rows[0] ?? null
}

/** The proposal that says just what is to be published, after the same version. */
export async function findProposalOf(
  client: Client,
  { text, base, effect }: { readonly text: string; readonly base: number; readonly effect: ProposalEffect['chosen'] },
): Promise<Proposal | null> {
  const { rows } = await client.query<Proposal>(
    `select ${columns} from proposals where base = $2 and document = $1 and coalesce(effect ->> 'chosen', 'keep') = $3 and ${isOpen}
    order by asked_at desc, id desc limit 1`,
    [text, base, effect],
  )
  return rows[0] ?? null
}

/** Proposals that stand, the newest first. */
export async function listOpenProposals(client: Client, limit: number): Promise<Proposal[]> {
  const { rows } = await client.query<Proposal>(
    `select ${columns} from proposals where ${isOpen} order by asked_at desc, id desc limit $1`,
    [limit],
  )
  return rows
}

/** Takes back what stands of a draft. @returns how many were */
export async function withdrawProposals(client: Client, draft: string, by: Actor, now: Time): Promise<number> {
  const { rowCount } = await client.query(
    `update proposals set withdrawn_at = $2, withdrawn_by = $3 where draft_id = $1 and ${isOpen}`,
    [draft, sqlTime(now), JSON.stringify(by)],
  )
  return rowCount ?? 0
}

export async function notePublished(client: Client, proposal: string, version: number): Promise<void> {
  await client.query('update proposals set published_version = $2 where id = $1', [proposal, version])
}

export async function insertWord(
  client: Client,
  proposal: string,
  { team, word, message, by }: Omit<ProposalWord, 'id' | 'at'>,
  now: Time,
): Promise<void> {
  await client.query(
    `insert into proposal_words (id, proposal_id, team, word, message, actor, at) values ($1, $2, $3, $4, $5, $6, $7)`,
    [newId(now), proposal, team, word, message, JSON.stringify(by), sqlTime(now)],
  )
}

/** What was said of proposals, in its order. */
export async function listWords(
  client: Client,
  proposals: readonly string[],
): Promise<ReadonlyMap<string, ProposalWord[]>> {
  const { rows } = await client.query<ProposalWord & { proposal: string }>(
    `select proposal_id as proposal, id, team, word, message, actor as by, at from proposal_words
    where proposal_id = any($1::uuid[]) order by id`,
    [proposals],
  )
  return Map.groupBy(rows, ({ proposal }) => proposal)
}
