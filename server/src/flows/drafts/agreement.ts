import type { PublishEffect } from '../../contract/lifecycle.ts'
import { momentOf } from '../../contract/moment.ts'
import type { TeamAgreement } from '../../contract/proposals.ts'
import type { Tx } from '../../db/transaction.ts'
import { AppError } from '../../domain/app-error.ts'
import type { Actor, Time } from '../../domain/facts.ts'
import { type OwningTeam, owningTeams } from '../../domain/lifecycle/owning-teams.ts'
import type { Lifecycle } from '../../domain/lifecycle/schema.ts'
import { actorId } from '../../features/drafts/drafts.ts'
import { findProposalOf, listWords, type Proposal, type ProposalWord } from '../../features/drafts/proposals.ts'
import { findHeadVersion } from '../../features/lifecycle/versions.ts'
import { listTeamPeople } from '../../features/people/team-people.ts'
import type { Ripen } from '../ripen.ts'
import { readDraft } from '../segments/read-draft.ts'

type Client = Pick<Tx, 'query'>

/** Teams have yet to agree, and nobody said why it should go without them. */
export class AgreementMissing extends AppError {
  override name = 'AgreementMissing'
  constructor(teams: readonly string[]) {
    const named = teams.join(' and ')
    super(
      'agreement_missing',
      `This changes a stage or handoff of ${named}, which ${teams.length === 1 ? 'has' : 'have'} yet to agree. Ask for agreement from the draft, or publish without it and say why.`,
    )
  }
}

export interface Agreement {
  readonly teams: TeamAgreement[]
  /** Keys of teams that have yet to agree. */
  readonly missing: string[]
  /** Where they were asked; null where they were not. */
  readonly proposal: Proposal | null
}

interface Asked {
  /** The document in force, and the text and document that is to follow it. */
  readonly was: Lifecycle
  readonly now: Lifecycle
  readonly text: string
  readonly effect: PublishEffect
  readonly base: number
  /** Whoever publishes stands for its own teams. */
  readonly by: Actor
}

/** Whose word a document needs, and who gave it. */
export async function findAgreement(client: Client, asked: Asked, at: Time): Promise<Agreement> {
  const teams = owningTeams(asked.was, asked.now)
  const proposal = teams.length === 0 ? null : await findProposalOf(client, asked)
  const words = proposal === null ? [] : ((await listWords(client, [proposal.id])).get(proposal.id) ?? [])
  const found = await viewTeams(client, teams, asked.now, proposal, words)
  const publisher = actorId(asked.by)
  const all = found.map((team) =>
    team.agreed === null && team.people.some(({ id }) => id === publisher)
      ? { ...team, wants: null, agreed: { by: asked.by, at: momentOf(at), how: 'published' as const } }
      : team,
  )
  return { teams: all, missing: missingOf(all), proposal }
}

/** Teams that can answer and did not agree. */
export const missingOf = (teams: readonly TeamAgreement[]): string[] =>
  teams.filter(({ agreed, people }) => agreed === null && people.length > 0).map(({ team }) => team)

/** What each team said of a proposal so far: its last word counts. */
export async function viewTeams(
  client: Client,
  teams: readonly OwningTeam[],
  document: Lifecycle,
  proposal: Proposal | null,
  words: readonly ProposalWord[],
): Promise<TeamAgreement[]> {
  const people = await listTeamPeople(
    client,
    teams.map(({ team }) => team),
  )
  return teams.map(({ team, stages, handoffs }) => {
    const own = people.filter((person) => person.team === team).map(({ id, name }) => ({ id, name }))
    const last = words.findLast((one) => one.team === team && one.word !== 'comment')
    const proposer = proposal !== null && own.some(({ id }) => id === actorId(proposal.askedBy)) ? proposal : null
    const said = last === undefined ? null : { by: last.by, at: momentOf(last.at) }
    const agreed =
      last?.word === 'agreed' && said !== null
        ? { ...said, how: 'said' as const }
        : last === undefined && proposer !== null
          ? { by: proposer.askedBy, at: momentOf(proposer.askedAt), how: 'proposed' as const }
          : null
    const wants = last?.word === 'change_asked' && said !== null ? { ...said, message: last.message } : null
    return {
      team,
      name: nameOf(document, team),
      stages: [...stages],
      handoffs: [...handoffs],
      people: own,
      agreed,
      wants,
    }
  })
}

function nameOf(document: Lifecycle, team: string): string {
  const found = (document.teams ?? []).find((one) => typeof one !== 'string' && one.key === team)
  return typeof found === 'object' ? (found.name ?? team) : team
}

/** Whose word a text would need if it were published now; nobody's where it has faults, or none is in force yet. */
export async function askAgreement(
  ripen: Ripen,
  { document: text, effect, by }: { readonly document: string; readonly effect: PublishEffect; readonly by: Actor },
): Promise<Agreement> {
  const { pool } = ripen.db
  const head = await findHeadVersion(pool)
  const read = await readDraft(pool, text)
  if (head === null || 'faults' in read) return { teams: [], missing: [], proposal: null }
  const was = (await ripen.programs.get(pool, head)).document
  return findAgreement(pool, { was, now: read.compiled.program.document, text, effect, base: head, by }, ripen.now())
}
