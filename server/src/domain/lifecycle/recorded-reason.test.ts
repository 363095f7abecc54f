import { expect, test } from 'vitest'
import { presetProgram, programOf } from '../../testing/compiled.ts'
import { BEGIN } from '../../testing/histories.ts'
import { LiveContacts } from '../../testing/live-contacts.ts'
import { EVERYTHING, knownHistory } from '../history.ts'
import { explainTransition, withoutEvidence } from './explain.ts'
import { heldLeaves, recordedReason } from './recorded-reason.ts'

test('the record gives the same reason as folding the history again, in which only the evidence is more', () => {
  const program = presetProgram('b2b')
  const contacts = new LiveContacts(program)
  contacts.take('a', [{ kind: 'conversion', name: 'demo', at: BEGIN, data: { gave: ['email'] }, names: 2 }], BEGIN)
  const [move] = contacts.row('a').transitions
  if (move === undefined) throw new Error('It moved nowhere.')
  const recorded = recordedReason(program, move)
  if (recorded === null) throw new Error('It has no reason.')
  const history = knownHistory(contacts.library, 'a', { ...EVERYTHING, seq: move.saw.seq, beforeNth: move.nth })
  const { reason } = explainTransition(program, history, move)
  expect(withoutEvidence(recorded)).toEqual(bare(reason))
  expect(heldLeaves(recorded).map(({ path }) => path)).toEqual(['define.hand_raise.converted'])
})

/** The reason with its events left out. */
function bare(reason: unknown): unknown {
  return JSON.parse(JSON.stringify(reason, (key, value) => (key === 'evidence' ? [] : value)))
}

test('what did not hold and what was asked to be absent did not bring a move', () => {
  const program = programOf(
    `ripen: 1\nname: T\nstages: [ { key: a, entry: { when: { all: [ { not: { did: B } }, { any: [ { did: C }, { did: A } ] } ] } } } ]\n`,
  )
  const contacts = new LiveContacts(program)
  contacts.take('a', [{ kind: 'track', name: 'A', at: BEGIN, names: 2 }], BEGIN)
  const [move] = contacts.row('a').transitions
  if (move === undefined) throw new Error('It moved nowhere.')
  const reason = recordedReason(program, move)
  expect(reason).toMatchObject({
    op: 'all',
    holds: true,
    parts: [
      { op: 'not', holds: true },
      { op: 'any', holds: true },
    ],
  })
  expect(
    reason === null ? [] : heldLeaves(reason).map(({ observed, says }) => [observed, says.values['names']]),
  ).toEqual([[1, ['A']]])
})

test('a person’s move has no reason of a rule', () => {
  const program = presetProgram('b2b')
  const contacts = new LiveContacts(program)
  contacts.take(
    'a',
    [{ kind: 'ruling', name: 'customer', at: BEGIN, data: { force: true, by: { user: 'anna' } }, names: 2 }],
    BEGIN,
  )
  const [move] = contacts.row('a').transitions
  expect(move?.to).toBe('customer')
  expect(move === undefined ? undefined : recordedReason(program, move)).toBeNull()
})
