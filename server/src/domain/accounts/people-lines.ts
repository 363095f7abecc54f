import { type AccountLine, comparePlaces, type Place } from '../facts.ts'
import { canonical, type Json, type JsonObject } from '../json.ts'
import { isPeoplePath } from './people-leaf.ts'
import type { AnswerChange } from './people-truth.ts'

/** A line that is to be appended to an account's. */
export type NewLine = Omit<AccountLine, 'is' | 'account'>

/** Of lines with the same place the later recorded one holds; in the order of their places. */
export function effectiveLines(recorded: readonly AccountLine[]): readonly AccountLine[] {
  const effective = new Map<string, AccountLine>()
  for (const line of [...recorded].sort((a, b) => a.seq - b.seq)) effective.set(`${line.at} ${line.id}`, line)
  return [...effective.values()].sort(comparePlaces)
}

/** Whether a question was answered with yes right before a place. */
export function answerBefore(lines: readonly AccountLine[], path: string, place: Place): boolean {
  const last = lines.findLast((line) => comparePlaces(line, place) < 0)
  return last?.values[path] !== undefined
}

/**
 * The lines by which recorded ones are brought to new answers of an account's people: at each place from `from` on where an answer changes, and at
 * each where a recorded line says something else.
 * @param effective see effectiveLines
 * @param answers for each path that is asked for, how its answer changes from `from` on
 * @param from null: from the beginning
 */
export function peopleLines(
  effective: readonly AccountLine[],
  answers: ReadonlyMap<string, readonly AnswerChange[]>,
  from: Place | null,
  lastSeq: number,
): readonly NewLine[] {
  const before = from === null ? undefined : effective.findLast((line) => comparePlaces(line, from) < 0)
  const kept = effective.filter((line) => from === null || comparePlaces(line, from) >= 0)
  const changes = [...answers].flatMap(([path, all]) =>
    all
      .filter(({ place }) => from === null || comparePlaces(place, from) >= 0)
      .map(({ place, holders }) => ({ ...place, path, holders })),
  )
  const places: readonly (AccountLine | (typeof changes)[number])[] = [...kept, ...changes].sort(comparePlaces)
  const people: Record<string, Json> = {}
  for (const path of answers.keys()) {
    const value = before?.values[path]
    if (value !== undefined) people[path] = value
  }
  let own = ownValues(before?.values ?? {})
  let previous = canonical({ ...own, ...people })
  const lines: NewLine[] = []
  let known: AccountLine | null = null
  for (const [index, place] of places.entries()) {
    if ('is' in place) {
      known = place
      own = ownValues(place.values)
    } else if (place.holders === null) delete people[place.path]
    else people[place.path] = place.holders
    const next = places[index + 1]
    if (next !== undefined && comparePlaces(next, place) === 0) continue
    const values = { ...own, ...people }
    const text = canonical(values)
    if (known === null ? text !== previous : text !== canonical(known.values))
      lines.push({ seq: lastSeq + lines.length + 1, at: place.at, id: place.id, values })
    previous = text
    known = null
  }
  return lines
}

function ownValues(values: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([path]) => !isPeoplePath(path)))
}
