import { z } from 'zod'
import { anyEvent } from '../aggregates.ts'
import { message } from '../message.ts'
import { type ConditionSettings, checkCondition } from './condition.ts'
import type { Criterion } from './criterion.ts'
import { evidenceSays, evidenceSettings, matchOf, windowMs, windowSettings } from './evidence.ts'
import { peopleAnswer } from './people-answer.ts'

const name = z.string().min(1).max(200)
const more = {
  people: z.int().min(1).max(100).optional().describe('by so many different people at least (default: 1)'),
  at_least: z.int().min(1).max(100).optional().describe('how often each of them at least (default: 1)'),
  within: windowSettings.optional().describe('only events younger than this; with `after`, only so long after it'),
  after: name
    .optional()
    .describe('only events after the latest event of this name, by whomever of the account it came'),
  where: evidenceSettings.where,
  by: evidenceSettings.by,
}
const settings = z.union([
  name.describe('somebody of the account did it'),
  z.strictObject({ event: name, ...more }),
  z.strictObject({ any_of: z.array(name).min(1), ...more }),
])
type Settings = z.infer<typeof settings>

function partsOf(given: Settings) {
  if (typeof given === 'string') return { names: [given], evidence: {} }
  if ('event' in given) {
    const { event, ...evidence } = given
    return { names: [event], evidence }
  }
  const { any_of, ...evidence } = given
  return { names: any_of, evidence }
}

/** Several people of the contact's account did something: `{ account.did: { event: Report Created, people: 3, within: 7d } }`. */
export const accountDid: Criterion<Settings> = {
  kind: 'account_did',
  key: 'account.did',
  settings,
  check(given, names) {
    const { where = {} } = partsOf(given).evidence as { where?: Record<string, ConditionSettings> }
    return Object.entries(where).flatMap(([path, condition]) =>
      checkCondition(condition, names).map((fault) => ({ ...fault, path: ['where', path, ...fault.path] })),
    )
  },
  bind(given, binder) {
    const { names, evidence } = partsOf(given) as { names: string[]; evidence: z.infer<typeof moreObject> }
    const { people = 1, at_least = 1, within, after, ...looks } = evidence
    return peopleAnswer(
      {
        source: { of: 'event', match: matchOf(looks, { kinds: ['track', 'communication'], names }) },
        anchor:
          after === undefined
            ? null
            : {
                of: 'event',
                match: {
                  ...anyEvent,
                  kinds: ['track', 'page', 'screen', 'conversion', 'communication'],
                  names: [after],
                },
              },
        people,
        each: at_least,
        within: windowMs(within),
      },
      binder,
    )
  },
  says(given) {
    const { names, evidence } = partsOf(given)
    return message('criteria.account_did', { ...evidenceSays(evidence), names })
  },
}

const moreObject = z.strictObject(more)
