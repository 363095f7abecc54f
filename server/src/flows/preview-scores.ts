import type { AskScorePreview, ScorePreviewView } from '../contract/preview-scores.ts'
import { ONE_SNAPSHOT } from '../db/snapshot.ts'
import { transaction } from '../db/transaction.ts'
import type { Time } from '../domain/facts.ts'
import { EVERYTHING, type KnownHistory, knownHistory } from '../domain/history.ts'
import { draftOf } from '../domain/lifecycle/draft.ts'
import { explainScores } from '../domain/lifecycle/explain-scores.ts'
import { emptyState, foldInto } from '../domain/lifecycle/fold.ts'
import type { PlacedFault } from '../domain/lifecycle/placed.ts'
import type { Program } from '../domain/lifecycle/program.ts'
import { findForPreview, findSample } from '../features/contacts/preview-people.ts'
import { readLibrary } from '../features/contacts/read-library.ts'
import { readCandidate } from './candidate.ts'
import type { Ripen } from './ripen.ts'

/** Longest history, in events, that is folded for a preview. */
const LONGEST = 5000
const SAMPLE = 8

export type PreviewOutcome =
  | { readonly outcome: 'previewed'; readonly view: ScorePreviewView }
  | { readonly outcome: 'faults'; readonly faults: readonly PlacedFault[] }
  | { readonly outcome: 'no_lifecycle' }

/** The points of a few contacts now, under the lifecycle in force and under a draft. Writes nothing. */
export async function previewScores(ripen: Ripen, { document, contacts }: AskScorePreview): Promise<PreviewOutcome> {
  const before = process.threadCpuUsage()
  return transaction(
    ripen.db,
    async (client) => {
      const read = await readCandidate(ripen, client, document)
      if (read.outcome !== 'read') return read
      const { head, current, candidate } = read.candidate
      const asked =
        contacts === undefined ? await findSample(client, SAMPLE, LONGEST) : await findForPreview(client, contacts)
      const people = asked.filter(({ seq }) => seq <= LONGEST)
      const library = await readLibrary(
        client,
        people.map(({ id }) => id),
      )
      const now = ripen.now()
      const { user, system } = process.threadCpuUsage(before)
      return {
        outcome: 'previewed',
        view: {
          version: head.version,
          contacts: people.map(({ id, name, email }) => {
            const history = knownHistory(library, id, EVERYTHING)
            return {
              id,
              name,
              email,
              current: pointsOf(current, id, history, now),
              candidate: pointsOf(candidate, id, history, now),
            }
          }),
          tooLong: asked.filter(({ seq }) => seq > LONGEST).map(({ id }) => id),
          cpu_ms: Math.round((user + system) / 1000),
        },
      }
    },
    ONE_SNAPSHOT,
  )
}

type Previewed = ScorePreviewView['contacts'][number]['current']

function pointsOf(program: Program, contact: string, { facts }: KnownHistory, now: Time): Previewed {
  const state = draftOf(emptyState(program, contact))
  for (const fact of facts) if (fact.at <= now) foldInto(program, state, fact)
  const scores = Object.entries(explainScores(program, state, [], now)).map(([key, { points, groups, conditions }]) => [
    key,
    {
      points,
      groups: Object.fromEntries(groups.map((group) => [group.key, group.points])),
      conditions: conditions.reduce((sum, one) => sum + (one.reason.holds ? one.points : 0), 0),
    },
  ])
  const { grade } = program
  return {
    scores: Object.fromEntries(scores),
    grade: grade === null ? null : `${grade.fit(state, now)}${grade.engagement(state, now)}`,
  }
}
