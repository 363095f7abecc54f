import type { Tx } from '../db/transaction.ts'
import type { PeopleLeaf } from '../domain/accounts/people-leaf.ts'
import { answerBefore, effectiveLines, type NewLine, peopleLines } from '../domain/accounts/people-lines.ts'
import { type Answers, answersOver } from '../domain/accounts/people-truth.ts'
import type { AccountLine, Place, Time } from '../domain/facts.ts'
import type { Program } from '../domain/lifecycle/program.ts'
import { marksFrom, newestMarks } from '../features/accounts/marks.ts'

export interface Answered {
  /** Lines to append. */
  readonly lines: readonly NewLine[]
  /** When time alone may next change an answer. */
  readonly wakeAt: Time | null
}

/** So many times the marks that an answer needs are looked at before all of them are: they mostly tell that it still holds. */
const FEW = 3

/**
 * Brings an account's lines to what its people answer from a place on.
 * @param from null: from the beginning
 */
export async function answerPeople(
  client: Tx,
  program: Program,
  account: { readonly id: string; readonly recorded: readonly AccountLine[]; readonly lineSeq: number },
  from: Place | null,
  now: Time,
): Promise<Answered> {
  const effective = effectiveLines(account.recorded)
  const answers = new Map<string, Answers>()
  for (const leaf of program.people)
    answers.set(
      leaf.path,
      (from === null ? null : await stillHolds(client, account.id, leaf, effective, from, now)) ??
        answersOver(leaf, await marksFrom(client, account.id, leaf, from), now + 1),
    )
  const turns = [...answers.values()].flatMap(({ turnsAt }) => (turnsAt === null ? [] : [turnsAt]))
  const changes = new Map([...answers].map(([path, answer]) => [path, answer.changes]))
  return {
    lines: peopleLines(effective, changes, from, account.lineSeq),
    wakeAt: turns.length === 0 ? null : Math.min(...turns),
  }
}

/** An answer that held before and that a few marks alone bear from there up to now: no other mark could take anything from it. */
async function stillHolds(
  client: Tx,
  account: string,
  leaf: PeopleLeaf,
  effective: readonly AccountLine[],
  from: Place,
  now: Time,
): Promise<Answers | null> {
  if (leaf.anchorKey !== null || !answerBefore(effective, leaf.path, from)) return null
  const { changes, turnsAt } = answersOver(
    leaf,
    await newestMarks(client, account, leaf, FEW * leaf.people * leaf.each),
    now + 1,
  )
  const last = changes.at(-1)
  const holds = last !== undefined && last.holders !== null && last.place.at < from.at
  return holds ? { changes: [], turnsAt } : null
}
