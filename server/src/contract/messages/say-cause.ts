import type { Move } from '../../domain/facts.ts'
import type { StageNames } from '../../domain/lifecycle/stage-names.ts'
import { message } from '../../domain/message.ts'
import { say } from './say.ts'

const MIGRATED = 'migrate.'

/** What moved a contact, in a sentence without its subject: "was moved by a person". */
export function sayCause({ cause, rule }: Pick<Move, 'cause' | 'rule'>, names: StageNames): string {
  return rule?.startsWith(MIGRATED) === true
    ? say(message('cause.migrate', { stage: names(rule.slice(MIGRATED.length)) }))
    : say(message(`cause.${cause}`))
}
