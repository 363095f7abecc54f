import { type Move, RESTATED, type Time } from '../../domain/facts.ts'
import type { StageNames } from '../../domain/lifecycle/stage-names.ts'
import { message } from '../../domain/message.ts'
import { say } from './say.ts'

const MIGRATED = 'migrate.'

interface MoveSaid extends Pick<Move, 'cause' | 'rule'> {
  readonly version?: number
  /** Of a restatement: since when its version has the contact there. */
  readonly since?: Time | null
}

const dayOf = (time: Time) => new Date(time).toISOString().slice(0, 10)

/** What moved a contact, in a sentence without its subject: "was moved by a person". */
export function sayCause({ cause, rule, version, since }: MoveSaid, names: StageNames): string {
  if (rule === RESTATED)
    return say(message('cause.restate', { version: version ?? null, since: since == null ? null : dayOf(since) }))
  return rule?.startsWith(MIGRATED) === true
    ? say(message('cause.migrate', { stage: names(rule.slice(MIGRATED.length)) }))
    : say(message(`cause.${cause}`))
}
