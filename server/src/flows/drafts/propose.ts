import { momentOf } from '../../contract/moment.ts'
import type { AnswerProposal, ProposalView } from '../../contract/proposals.ts'
import { transaction } from '../../db/transaction.ts'
import type { Actor } from '../../domain/facts.ts'
import { type OwningTeam, owningTeams } from '../../domain/lifecycle/owning-teams.ts'
import { audit } from '../../features/audit/audit.ts'
import { findDraft, holdDraft } from '../../features/drafts/drafts.ts'
import {
  findProposal,
  holdProposal,
  insertProposal,
  insertWord,
  listOpenProposals,
  listWords,
  type Proposal,
  withdrawProposals,
} from '../../features/drafts/proposals.ts'
import { findHeadVersion } from '../../features/lifecycle/versions.ts'
import { planLifecycle } from '../plan-lifecycle.ts'
import type { Ripen } from '../ripen.ts'
import { readDraft } from '../segments/read-draft.ts'
import { missingOf, viewTeams } from './agreement.ts'
import { DraftClosed, DraftConflict, DraftUnusable, NoSuchDraft, NoSuchProposal, NotAsked } from './draft-errors.ts'

/** Freezes a draft with its effect, and asks the teams whose stages and handoffs it changes. @returns the proposal's id */
export async function propose(
  ripen: Ripen,
  { draft: id, message, by }: { readonly draft: string; readonly message: string; readonly by: Actor },
): Promise<string> {
  const found = await findDraft(ripen.db.pool, id)
  if (found === null) throw new NoSuchDraft(id)
  const planned = await planLifecycle(ripen, { document: found.document, effect: found.effect })
  if (planned.outcome === 'faults') throw new DraftUnusable('The draft has faults. Mend them first.')
  if (planned.outcome === 'no_lifecycle') throw new DraftConflict('No lifecycle is published yet.')
  const { plan } = planned
  return transaction(ripen.db, async (client) => {
    const draft = await holdDraft(client, id)
    if (draft === null) throw new NoSuchDraft(id)
    if (draft.closedAt !== null) throw new DraftClosed(draft.name, draft.publishedVersion)
    const head = await findHeadVersion(client)
    if (draft.document !== found.document || draft.effect !== found.effect || head !== plan.version)
      throw new DraftConflict('The draft, or the version in force, was changed while the plan was computed. Ask again.')
    if (draft.base !== head)
      throw new DraftConflict(`Version ${head} is in force by now. Bring the draft onto it first.`)
    const read = await readDraft(client, draft.document)
    if ('faults' in read) throw new DraftUnusable('The draft has faults. Mend them first.')
    const was = (await ripen.programs.get(client, head)).document
    const teams = owningTeams(was, read.compiled.program.document)
    if (teams.length === 0)
      throw new DraftUnusable('This changes no handoff, and no stage with one: nobody has to agree. Publish it.')
    await withdrawProposals(client, id, by, ripen.now())
    const effect = {
      chosen: draft.effect,
      needs: plan.needs,
      contacts: plan.contacts,
      moving: plan.moving,
      moves: plan.moves.map(({ track, from, to, count }) => ({ track, from, to, count })),
      removed: plan.removed.map((one) => ({ ...one })),
    }
    const { name, document, base } = draft
    const proposal = await insertProposal(
      client,
      { draft: id, name, document, base, message, differences: plan.differences, effect, teams, askedBy: by },
      ripen.now(),
    )
    const asked = teams.map(({ team }) => team)
    await audit(
      client,
      { by, action: 'proposal.made', id: proposal, name, after: { teams: asked, message } },
      ripen.now(),
    )
    return proposal
  })
}

/** A proposal with what was said of it. @param person who looks: in whose teams' names it may answer */
export async function showProposal(
  ripen: Ripen,
  id: string,
  person: { readonly teams: readonly string[] } | null,
): Promise<ProposalView> {
  const { pool } = ripen.db
  const proposal = await findProposal(pool, id)
  if (proposal === null) throw new NoSuchProposal(id)
  const words = (await listWords(pool, [id])).get(id) ?? []
  const read = await readDraft(pool, proposal.document)
  const document = 'faults' in read ? null : read.compiled.program.document
  const head = await findHeadVersion(pool)
  const { draft, name, base, message, differences, effect, askedBy, withdrawnBy, publishedVersion } = proposal
  return {
    id,
    draft,
    name,
    base,
    document: proposal.document,
    message,
    differences,
    // Those that were asked before there was a choice left everybody where they were.
    effect: { ...effect, chosen: effect.chosen ?? 'keep' },
    teams: document === null ? [] : await viewTeams(pool, proposal.teams, document, proposal, words),
    askedAt: momentOf(proposal.askedAt),
    askedBy,
    state: stateOf(proposal, head),
    withdrawnAt: momentOf(proposal.withdrawnAt),
    withdrawnBy,
    publishedVersion,
    words: words.map(({ id: word, at, ...rest }) => ({ id: word, at: momentOf(at), ...rest })),
    mine: teamsAsked(proposal.teams, person),
  }
}

function stateOf(proposal: Proposal, head: number | null): ProposalView['state'] {
  if (proposal.publishedVersion !== null) return 'published'
  if (proposal.withdrawnAt !== null) return 'withdrawn'
  return proposal.base === head ? 'open' : 'overtaken'
}

const teamsAsked = (teams: readonly OwningTeam[], person: { readonly teams: readonly string[] } | null): string[] =>
  teams.map(({ team }) => team).filter((team) => person?.teams.includes(team) === true)

/** Says a team's word, in the name of every team that the person is in and that is asked. */
export async function answerProposal(
  ripen: Ripen,
  id: string,
  { word, message }: AnswerProposal,
  person: { readonly by: Actor; readonly teams: readonly string[]; readonly mayChange: boolean },
): Promise<void> {
  if (word !== 'agreed' && message === '') throw new DraftUnusable('Say what you think, or what should be another way.')
  await transaction(ripen.db, async (client) => {
    const proposal = await holdProposal(client, id)
    if (proposal === null) throw new NoSuchProposal(id)
    const state = stateOf(proposal, await findHeadVersion(client))
    if (state !== 'open') throw new DraftConflict(standsNoMore(state))
    const teams = teamsAsked(proposal.teams, person)
    if (teams.length === 0 && !(word === 'comment' && person.mayChange))
      throw new NotAsked(proposal.teams.map(({ team }) => team))
    const { by } = person
    const now = ripen.now()
    for (const team of word === 'comment' ? [teams[0] ?? null] : teams)
      await insertWord(client, id, { team, word, message, by }, now)
    const action =
      word === 'agreed' ? 'proposal.agreed' : word === 'comment' ? 'proposal.commented' : 'proposal.objected'
    await audit(client, { by, action, id, name: proposal.name, after: { teams, message } }, now)
  })
}

function standsNoMore(state: ProposalView['state']): string {
  if (state === 'published') return 'This was published meanwhile.'
  return 'This stands no more: the draft was edited, or another version was published. Wait to be asked again.'
}

/** Proposals that wait for a word of some teams. */
export async function waitingProposals(ripen: Ripen, teams: readonly string[]) {
  const { pool } = ripen.db
  if (teams.length === 0) return []
  const head = await findHeadVersion(pool)
  const open = (await listOpenProposals(pool, 20)).filter(
    (one) => one.base === head && one.teams.some(({ team }) => teams.includes(team)),
  )
  const words = await listWords(
    pool,
    open.map(({ id }) => id),
  )
  const program = head === null || open.length === 0 ? null : await ripen.programs.get(pool, head)
  if (program === null) return []
  const waiting = await Promise.all(
    open.map(async (proposal) => {
      const views = await viewTeams(pool, proposal.teams, program.document, proposal, words.get(proposal.id) ?? [])
      const mine = views.filter(({ team, wants }) => teams.includes(team) && wants === null)
      return { proposal, teams: missingOf(mine) }
    }),
  )
  return waiting
    .filter((one) => one.teams.length > 0)
    .map(({ proposal: { id, name, askedBy, askedAt, differences }, teams: missing }) => ({
      id,
      name,
      askedBy,
      askedAt: momentOf(askedAt),
      differences: differences.length,
      teams: missing,
    }))
}
