import type { FastifyInstance, FastifyReply } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { say } from '../../contract/messages/say.ts'
import { AskScorePreview, ScorePreviewView } from '../../contract/preview-scores.ts'
import { AskPlan, AskWhatIf, PlanView, WhatIfView } from '../../contract/what-if.ts'
import { LONGEST_DOCUMENT, type PlacedFault } from '../../domain/lifecycle/placed.ts'
import { planLifecycle } from '../../flows/plan-lifecycle.ts'
import { previewScores } from '../../flows/preview-scores.ts'
import type { Ripen } from '../../flows/ripen.ts'
import { whatIf } from '../../flows/what-if.ts'
import { FaultyLifecycle, NoSuchStage, NotFound } from '../api-errors.ts'
import { mayChange } from '../permissions.ts'
import { createTurns } from '../turns.ts'

const tags = ['Lifecycle']
const config = { permission: mayChange }
const bodyLimit = 3 * LONGEST_DOCUMENT

/** Each reads everybody's history, so they are done one at a time; so many may wait. */
const MOST_WAITING = 4

/** What a draft would change: now, and over the whole history. */
export function whatIfRoutes(ripen: Ripen) {
  return async (untyped: FastifyInstance) => {
    const app = untyped.withTypeProvider<ZodTypeProvider>()
    const inTurn = createTurns(MOST_WAITING)

    app.post(
      '/lifecycle/plan',
      {
        config,
        bodyLimit,
        schema: {
          tags,
          summary: 'What publishing a document now would do',
          description:
            'The differences, and who would move from where to where. Walks on from the present; nothing is written.',
          body: AskPlan,
          response: { 200: PlanView },
        },
      },
      async (request, reply) => {
        const signal = endsWith(reply)
        const done = await inTurn(signal, () => planLifecycle(ripen, { ...request.body, signal }))
        if (done.outcome === 'faults') throw faulty(done.faults)
        if (done.outcome === 'no_lifecycle') throw new NotFound('No lifecycle is published yet.')
        return done.plan
      },
    )

    app.post(
      '/lifecycle/preview-scores',
      {
        config,
        bodyLimit,
        schema: {
          tags,
          summary: 'Points of a few contacts now, under the lifecycle in force and under a document',
          description: 'Folds the histories of up to ten contacts twice; nothing is written.',
          body: AskScorePreview,
          response: { 200: ScorePreviewView },
        },
      },
      async (request) => {
        const done = await previewScores(ripen, request.body)
        if (done.outcome === 'faults') throw faulty(done.faults)
        if (done.outcome === 'no_lifecycle') throw new NotFound('No lifecycle is published yet.')
        return done.view
      },
    )

    app.post(
      '/lifecycle/what-if',
      {
        config,
        bodyLimit,
        schema: {
          tags,
          summary: 'A document against the lifecycle in force, over the whole history',
          description:
            'Walks everybody’s history twice, from the beginning. For kept and dropped people what followed is fact; for added ones it is an estimate.',
          body: AskWhatIf,
          response: { 200: WhatIfView },
        },
      },
      async (request, reply) => {
        const signal = endsWith(reply)
        const done = await inTurn(signal, () => whatIf(ripen, { ...request.body, signal }))
        if (done.outcome === 'faults') throw faulty(done.faults)
        if (done.outcome === 'no_lifecycle') throw new NotFound('No lifecycle is published yet.')
        if (done.outcome === 'no_stage') throw new NoSuchStage(done.asked, done.stages)
        return done.view
      },
    )
  }
}

/** Ends when nobody waits for the answer any more. */
function endsWith(reply: FastifyReply): AbortSignal {
  const controller = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableEnded) controller.abort(new Error('The request was given up.'))
  })
  return controller.signal
}

function faulty(faults: readonly PlacedFault[]): FaultyLifecycle {
  return new FaultyLifecycle(
    faults.map(({ path, line, column, message }) => ({ path: [...path], line, column, text: say(message) })),
  )
}
