import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyEvent } from '../aggregates.ts'
import { type AccountLine, comparePlaces, type Place } from '../facts.ts'
import { canonical } from '../json.ts'
import { type Mark, type PeopleLeaf, peopleLeaf } from './people-leaf.ts'
import { effectiveLines, peopleLines } from './people-lines.ts'
import { PresentAnswers } from './people-present.ts'
import { answersOver } from './people-truth.ts'

const source = { of: 'event' as const, match: { ...anyEvent, names: ['A'] } }
const anchor = { of: 'event' as const, match: { ...anyEvent, names: ['B'] } }
const leaf: fc.Arbitrary<PeopleLeaf> = fc
  .record({
    people: fc.integer({ min: 1, max: 3 }),
    each: fc.integer({ min: 1, max: 2 }),
    within: fc.constantFrom(null, 5, 12),
    anchored: fc.boolean(),
  })
  .map(({ anchored, ...rest }) => peopleLeaf({ ...rest, source, anchor: anchored ? anchor : null }))

interface Happened {
  readonly at: number
  readonly contact: string
  readonly anchor: boolean
  /** After so long the person leaves again. */
  readonly stays: number | null
}
const happened: fc.Arbitrary<Happened> = fc.record({
  at: fc.integer({ min: 1, max: 40 }),
  contact: fc.constantFrom('a', 'b', 'c', 'd'),
  anchor: fc.boolean(),
  stays: fc.option(fc.integer({ min: 1, max: 15 }), { nil: null, freq: 3 }),
})
const scene = fc.record({ leaf, all: fc.array(happened, { maxLength: 14 }) })

function marksOf({ key, anchorKey }: PeopleLeaf, all: readonly Happened[]): readonly Mark[] {
  return all.map((one, index) => {
    const id = `e${String(index).padStart(2, '0')}`
    const from = { at: one.at, id }
    return {
      account: 'acme',
      contact: one.contact,
      key: one.anchor && anchorKey !== null ? anchorKey : key,
      at: one.at,
      id,
      from,
      until: one.stays === null ? null : { at: one.at + one.stays, id: `l${id}` },
    }
  })
}

/** Whether the question is answered with yes at a moment, by counting. */
function holdsAt(leaf: PeopleLeaf, marks: readonly Mark[], place: Place): boolean {
  const came = marks.filter(({ from }) => comparePlaces(from, place) <= 0)
  const present = came.filter(({ until }) => until === null || comparePlaces(until, place) > 0)
  const anchors = came.filter(({ key }) => key === leaf.anchorKey).sort(comparePlaces)
  const newest = anchors.at(-1)
  if (leaf.anchorKey !== null && newest === undefined) return false
  const counted = present.filter((mark) => {
    if (mark.key !== leaf.key) return false
    if (leaf.anchorKey === null) return leaf.within === null || place.at < mark.at + leaf.within
    return (
      comparePlaces(mark, newest as Mark) > 0 && (leaf.within === null || mark.at < (newest?.at ?? 0) + leaf.within)
    )
  })
  const people = new Map<string, number>()
  for (const { contact } of counted) people.set(contact, (people.get(contact) ?? 0) + 1)
  return [...people.values()].filter((count) => count >= leaf.each).length >= leaf.people
}

test('an answer is what counting gives, at every moment', () => {
  fc.assert(
    fc.property(scene, ({ leaf, all }) => {
      const marks = marksOf(leaf, all)
      const { changes, turnsAt } = answersOver(leaf, marks, 50)
      for (let at = 0; at < 50; at++) {
        const place = { at, id: '~~' }
        const last = changes.findLast((change) => comparePlaces(change.place, place) <= 0)
        expect({ at, holds: (last?.holders ?? null) !== null }).toEqual({ at, holds: holdsAt(leaf, marks, place) })
      }
      expect(turnsAt === null || turnsAt >= 50).toBe(true)
    }),
    { numRuns: 400 },
  )
})

test('what is followed as it happens comes to the same answers', () => {
  fc.assert(
    fc.property(scene, ({ leaf, all }) => {
      const marks = marksOf(leaf, all)
      const present = new PresentAnswers([leaf])
      const open = new Map<string, Mark>()
      const ends = marks.flatMap(({ until, id }) => (until === null ? [] : [{ place: until, ends: id }]))
      const turns = [...marks.map((mark) => ({ place: mark.from, mark })), ...ends].sort((a, b) =>
        comparePlaces(a.place, b.place),
      )
      for (let at = 0; at < 50; at++) {
        present.settle(at)
        for (const turn of turns.filter(({ place }) => place.at === at)) {
          if ('mark' in turn) {
            const mark = { ...turn.mark, until: null }
            open.set(mark.id, mark)
            present.opens(mark)
          } else present.closes(open.get(turn.ends) as Mark, turn.place)
          present.settle(at)
        }
        expect({ at, holds: present.values[leaf.path] !== undefined }).toEqual({
          at,
          holds: holdsAt(leaf, marks, { at, id: '~~' }),
        })
      }
    }),
    { numRuns: 400 },
  )
})

test('lines say the same whatever the order in which marks became known, and however many at once', () => {
  fc.assert(
    fc.property(scene, fc.infiniteStream(fc.nat(100)), ({ leaf, all }, random) => {
      const marks = marksOf(leaf, all)
      const shuffled = [...marks].sort(() => (random.next().value ?? 0) - 50)
      const recorded: AccountLine[] = []
      const known: Mark[] = []
      for (let from = 0; from < shuffled.length; ) {
        const batch = shuffled.slice(from, from + 1 + ((random.next().value ?? 0) % 3))
        from += batch.length
        known.push(...batch)
        const first = batch.map((mark) => mark.from).sort(comparePlaces)[0] as Place
        const { changes } = answersOver(leaf, known, 50)
        for (const line of peopleLines(
          effectiveLines(recorded),
          new Map([[leaf.path, changes]]),
          first,
          recorded.length,
        ))
          recorded.push({ is: 'account', account: 'acme', ...line })
      }
      const spoken = (lines: readonly AccountLine[]) => {
        let last = canonical(null)
        return effectiveLines(lines).flatMap(({ at, id, values }) => {
          const text = canonical(values[leaf.path] ?? null)
          if (text === last) return []
          last = text
          return [`${at} ${id} ${text}`]
        })
      }
      const { changes } = answersOver(leaf, marks, 50)
      expect(spoken(recorded)).toEqual(
        changes.map(({ place, holders }) => `${place.at} ${place.id} ${canonical(holders)}`),
      )
    }),
    { numRuns: 400 },
  )
})
