import type { PublishEffect } from '../contract/lifecycle.ts'
import { momentOf } from '../contract/moment.ts'
import type { PlanView } from '../contract/what-if.ts'
import { ONE_SNAPSHOT } from '../db/snapshot.ts'
import { type Tx, transaction } from '../db/transaction.ts'
import { EVERYTHING, knownHistory } from '../domain/history.ts'
import { explainTransition } from '../domain/lifecycle/explain.ts'
import type { PlacedFault } from '../domain/lifecycle/placed.ts'
import { type Program, readsPeople } from '../domain/lifecycle/program.ts'
import { gatherMoves, NO_STAYS, type PlannedGroup, type StayCounts } from '../domain/what-if/plan-contact.ts'
import { namePeople } from '../features/contacts/page-people.ts'
import { readLibrary } from '../features/contacts/read-library.ts'
import { type Candidate, readCandidate } from './candidate.ts'
import { type HistoryOptions, historyParts } from './history-parts.ts'
import { needsOf } from './needs-of.ts'
import type { Ripen } from './ripen.ts'
import { viewDifferences, viewNotices } from './view-candidate.ts'
import { viewExplanation } from './view-explanation.ts'

export type PlanOutcome =
  | { readonly outcome: 'planned'; readonly plan: PlanView }
  | { readonly outcome: 'faults'; readonly faults: readonly PlacedFault[] }
  | { readonly outcome: 'no_lifecycle' }

/**
 * What publishing a document now would do: the differences, and who would move from where to where. Walks on from each contact's present as the
 * refold after a publish does, and writes nothing.
 */
export async function planLifecycle(
  ripen: Ripen,
  {
    document,
    effect = 'keep',
    ...options
  }: { readonly document: string; readonly effect?: PublishEffect } & HistoryOptions,
): Promise<PlanOutcome> {
  const before = process.threadCpuUsage()
  return transaction(
    ripen.db,
    async (client) => {
      const read = await readCandidate(ripen, client, document)
      if (read.outcome !== 'read') return read
      const { candidate } = read
      const { head, current, candidateSource } = candidate
      const needs = needsOf({ ...candidate, effect })
      const found =
        needs === 'nothing'
          ? { parts: [], cpu: 0 }
          : await historyParts(
              ripen,
              client,
              {
                do: 'plan',
                head: head.version,
                source: candidateSource,
                from: Math.max(ripen.now(), head.publishedAt + 1),
                restates: effect === 'restate',
              },
              { ...options, undivided: readsPeople(candidate.candidate) },
            )
      const groups = gatherMoves(found.parts.flatMap(({ plan }) => plan.groups))
      const moves = await viewGroups(client, candidate, groups)
      const stays = found.parts.reduce((counts, { plan }) => addCounts(counts, plan.stays), NO_STAYS)
      const { user, system } = process.threadCpuUsage(before)
      const sum = (of: (part: (typeof found.parts)[number]) => number) =>
        found.parts.reduce((total, part) => total + of(part), 0)
      return {
        outcome: 'planned',
        plan: {
          version: head.version,
          differences: viewDifferences(current.document, candidate.candidate.document),
          needs,
          contacts: sum(({ plan }) => plan.contacts),
          moving: sum(({ plan }) => plan.moving),
          effect,
          ...countDirections(candidate.candidate, groups),
          stays: effect === 'restate' ? { ...stays } : null,
          moves,
          removed: candidate.removed.map((one) => ({ ...one })),
          notices: viewNotices(candidate.notices),
          cpu_ms: Math.round((user + system) / 1000 + found.cpu),
        },
      }
    },
    ONE_SNAPSHOT,
  )
}

function addCounts(a: StayCounts, b: StayCounts): StayCounts {
  return {
    opportunity: a.opportunity + b.opportunity,
    handoff: a.handoff + b.handoff,
    no_stage: a.no_stage + b.no_stage,
    orphaned: a.orphaned + b.orphaned,
  }
}

/** How many would move on, back and beside the way; a stage that the candidate does not have is beside it. */
function countDirections(
  { tracks }: Program,
  groups: readonly PlannedGroup[],
): Pick<PlanView, 'forward' | 'back' | 'beside'> {
  const counts = { forward: 0, back: 0, beside: 0 }
  for (const { track, from, to, count } of groups) {
    const stages = tracks.find(({ key }) => key === track)?.stages.map(({ key }) => key) ?? []
    const [left, entered] = [from === null ? -1 : stages.indexOf(from), stages.indexOf(to)]
    if (entered < 0 || (from !== null && left < 0)) counts.beside += count
    else if (entered > left) counts.forward += count
    else counts.back += count
  }
  return counts
}

/** Equal moves with the names of a few people and why they would move. */
async function viewGroups(
  client: Tx,
  { candidate }: Candidate,
  groups: readonly PlannedGroup[],
): Promise<PlanView['moves']> {
  const ids = [...new Set(groups.flatMap(({ examples }) => examples.map(({ contact }) => contact)))]
  const library = await readLibrary(client, ids)
  const people = await namePeople(client, ids)
  return groups.map(({ track, from, to, count, examples }) => ({
    track,
    from,
    to,
    count,
    people: examples.map((transition) => {
      const history = knownHistory(library, transition.contact, EVERYTHING)
      const { reason } = explainTransition(candidate, history, transition)
      const { name = null, email = null } = people.get(transition.contact) ?? {}
      return {
        id: transition.contact,
        name,
        email,
        at: momentOf(transition.at),
        explanation: reason === null ? null : viewExplanation(reason),
      }
    }),
  }))
}
