import { describe, expect, test } from 'vitest'
import { programOf } from '../../testing/compiled.ts'
import { readCases } from './read-cases.ts'
import { runCases } from './run-cases.ts'

/** A lifecycle of a few lines, and what happens under it: each line is a case of its own. */
function cases(rules: string, text: string): void {
  const program = programOf(`ripen: 1\nname: Rules\npoints: { demo: { offer: bottom } }\n${rules}`)
  const read = readCases(`cases:\n${text}`)
  if ('faults' in read) throw new Error(JSON.stringify(read.faults))
  for (const { name, differences, path } of runCases(program, read.cases))
    test(name, () =>
      expect({ differences, path: differences.length > 0 ? path : [] }).toEqual({ differences: [], path: [] }),
    )
}

const ABC = `stages:
  - { key: a, entry: { when: { did: A } } }
  - { key: b, entry: { when: { did: B } } }
  - { key: c, entry: { when: { did: C } } }`

describe('stages', () => {
  cases(
    ABC,
    `
  - name: the furthest that holds is entered
    events: [ { at: 2026-01-05, did: A }, { at: 2026-01-06, did: C }, { at: 2026-01-07, did: B } ]
    expect: { at: 2026-02-01, path: [a, c] }
  - name: of several that hold at one moment only the furthest is entered
    anonymous: true
    events: [ { at: 2026-01-05, did: A }, { at: 2026-01-05, did: B }, { at: 2026-01-06, identified: user } ]
    expect: { stage: b, path: [b], since: 2026-01-06 }
`,
  )
  cases(
    `stages:
  - { key: a, entry: { when: { did: A } } }
  - { key: g, gate: true, entry: { mode: manual } }
  - { key: n, entry: { when: { did: N } }, from: [a] }
  - { key: r, entry: { when: { did: R } }, requires: [n] }
  - { key: m, entry: { mode: manual } }
  - { key: p, entry: { mode: approval, when: { did: P } } }
  - { key: z, entry: { when: { did: Z } } }`,
    `
  - name: a gate may not be jumped over
    events: [ { at: 2026-01-05, did: Z }, { at: 2026-01-06, moved: z, refused: gate } ]
    expect: { stage: none }
  - name: behind a gate that was passed the way is free, over manual and approval stages
    events: [ { at: 2026-01-05, moved: g }, { at: 2026-01-06, did: Z } ]
    expect: { stage: z, path: [g, z] }
  - name: a stage that names where it may be entered from is entered from there only
    events: [ { at: 2026-01-05, moved: g }, { at: 2026-01-06, did: N } ]
    expect: { stage: g }
  - name: a stage that requires another waits for it
    events: [ { at: 2026-01-05, moved: g }, { at: 2026-01-06, did: R } ]
    expect: { at: 2026-02-01, stage: g }
  - name: criteria of an approval stage are proposed
    events: [ { at: 2026-01-05, moved: g }, { at: 2026-01-06, did: P } ]
    expect: { stage: g, proposed: p }
  - name: where criteria of an approval stage do not hold nothing is proposed
    events: [ { at: 2026-01-05, moved: g }, { at: 2026-01-06, did: A } ]
    expect: { stage: g, proposed: none }
`,
  )
  cases(
    `stages: [ { key: a, entry: { when: { did: A } }, levels: [ { key: hot, when: { did: { event: A, at_least: 2, since: ever } } }, { key: cold } ] }, { key: b, entry: { when: { did: B } } } ]`,
    `
  - name: the first level that holds is that of the entry
    anonymous: true
    events: [ { at: 2026-01-05, did: A }, { at: 2026-01-06, did: A, identified: email } ]
    expect: { level: hot }
  - name: a level does not change while the contact stays
    events: [ { at: 2026-01-05, did: A }, { at: 2026-01-06, did: A } ]
    expect: { level: cold }
`,
  )
})

describe('exclusions, detours and exits', () => {
  cases(
    `exclude: [ { if: { traits.test: true }, to: out, reason: test } ]
stages:
  - { key: a, entry: { when: { did: A } }, exits: [ { to: d1, when: { did: X }, reason: first }, { to: d2, when: { did: X } } ] }
  - { key: b, entry: { when: { did: B } } }
detours:
  - { key: d1, entry: { when: { did: D } } }
  - { key: d2, entry: { when: { did: D } } }
  - { key: out, locked: true }`,
    `
  - name: an exclusion goes before all else
    events: [ { at: 2026-01-05, traits: { test: true } }, { at: 2026-01-06, did: B } ]
    expect: { path: [out], reason: test, because: test }
  - name: a person who takes an excluded contact out overrules the exclusion
    events: [ { at: 2026-01-05, traits: { test: true } }, { at: 2026-01-06, moved: a, refused: locked }, { at: 2026-01-06, moved: a, reason: real, force: true }, { at: 2026-01-09, did: B } ]
    expect: { path: [out, a, b] }
  - name: detours go before stages, the first of the document first
    anonymous: true
    events: [ { at: 2026-01-05, did: B }, { at: 2026-01-05, did: D, identified: email } ]
    expect: { at: 2026-01-05, stage: d1 }
  - name: stages go before exits
    events: [ { at: 2026-01-05, did: A }, { at: 2026-01-05 12:00, did: B }, { at: 2026-01-06, did: X } ]
    expect: { path: [a, b] }
  - name: the first exit of the document goes first
    events: [ { at: 2026-01-05, did: A }, { at: 2026-01-06, did: X } ]
    expect: { path: [a, d1], reason: first, because: exit }
  - name: no exit for a contact with an open deal
    events: [ { at: 2026-01-05, did: A }, { at: 2026-01-05, opportunity: o }, { at: 2026-01-06, did: X }, { at: 2026-01-09, opportunity: o, state: lost } ]
    expect: [ { at: 2026-01-08, stage: a }, { stage: d1, since: 2026-01-09 } ]
  - name: one move a moment, the next a millisecond later
    events: [ { at: 2026-01-05, did: A }, { at: 2026-01-06 10:00, did: D }, { at: 2026-01-06 10:00, did: B } ]
    expect: [ { at: 2026-01-06 10:00, stage: d1 }, { at: 2026-01-06 10:01, path: [a, d1] } ]
  - name: an exit that was undone does not come back in the same stay
    events: [ { at: 2026-01-05, did: A }, { at: 2026-01-06, did: X }, { at: 2026-01-07, undone: d1 }, { at: 2026-01-08, page: / } ]
    expect: { at: 2026-02-01, path: [a, d2] }
`,
  )
  cases(
    `timezone: UTC
teams: [ { key: sales, calendar: office } ]
calendars: { office: { hours: { mon-fri: "09:00-17:00" } } }
stages:
  - { key: a, owner: sales, entry: { when: { did: A } }, exits: [ { to: d, after: 5wd } ] }
  - { key: b, owner: sales, entry: { when: { did: B } }, exits: [ { to: d, after: 4wh, if: { not: { did: { event: Worked, since: entry } } } } ] }
detours: [ { key: d } ]`,
    `
  - name: five working days run over a weekend
    events: [ { at: 2026-01-08 10:00, did: A } ]
    expect: [ { at: 2026-01-15 09:59, stage: a }, { at: 2026-01-15 10:00, stage: d, since: 2026-01-15 10:00 } ]
  - name: a start on Saturday counts from Monday's opening
    events: [ { at: 2026-01-10 12:00, did: A } ]
    expect: { at: 2026-02-01, stage: d, since: 2026-01-19 09:00 }
  - name: working hours run over the night
    events: [ { at: 2026-01-08 15:00, did: B } ]
    expect: { at: 2026-01-12, stage: d, since: 2026-01-09 11:00 }
  - name: what was done since the entry keeps the contact
    events: [ { at: 2026-01-08 15:00, did: B }, { at: 2026-01-08 16:00, did: Worked } ]
    expect: { at: 2026-02-01, stage: b }
`,
  )
})

describe('detours hold', () => {
  cases(
    `lists: {}
scores: { fit: { rules: [ { if: { traits.title: Head }, points: 50 } ] }, engagement: { rules: [ { event: A, points: 10 } ] }, grade: { fit: { A: 40, B: 20, C: 10 }, engagement: { 1: 30, 2: 20, 3: 10 } } }
stages:
  - { key: a, entry: { when: { did: A } } }
  - { key: b, entry: { when: { all: [ { fit: A }, { score: { engagement: { at_least: 10 } } } ] } } }
  - { key: c, entry: { when: { any: [ { fit: A }, { converted: demo } ] } }, requires: [b] }
detours:
  - { key: cool, cool_off: 10d, return_to: b }
  - { key: all, evidence: all }
  - { key: shut, locked: true }
  - { key: hand, back: manual }
  - { key: again, new_cycle: true }`,
    `
  - name: fit alone never requalifies
    events: [ { at: 2026-01-05, did: A }, { at: 2026-01-06, moved: again }, { at: 2026-01-07, traits: { title: Head } } ]
    expect: { at: 2026-02-01, stage: again }
  - name: fresh evidence does, and fit counts as it is
    events: [ { at: 2026-01-05, did: A }, { at: 2026-01-06, moved: again }, { at: 2026-01-07, traits: { title: Head } }, { at: 2026-01-08, did: A } ]
    expect: { stage: b, cycle: 2, path: [a, again, b] }
  - name: a detour that takes all evidence lets go at once
    events: [ { at: 2026-01-05, did: A }, { at: 2026-01-06, moved: all } ]
    expect: { at: 2026-01-07, stage: a }
  - name: nothing but a person opens a locked detour
    events: [ { at: 2026-01-05, moved: shut }, { at: 2026-01-06, did: A }, { at: 2026-01-07, converted: demo }, { at: 2026-01-08, moved: a, reason: asked }]
    expect: [ { at: 2026-01-07, stage: shut }, { stage: a, because: person } ]
  - name: a detour that is left by hand only
    events: [ { at: 2026-01-05, moved: hand }, { at: 2026-01-06, did: A } ]
    expect: { at: 2026-03-01, stage: hand }
  - name: a cool-off is waited for, and what came meanwhile counts at its end
    events: [ { at: 2026-01-05, traits: { title: Head } }, { at: 2026-01-06, moved: cool }, { at: 2026-01-08, did: A } ]
    expect: [ { at: 2026-01-15 23:59, stage: cool }, { at: 2026-01-16, stage: b, since: 2026-01-16 } ]
  - name: a raised hand breaks a cool-off
    events: [ { at: 2026-01-05, traits: { title: Head } }, { at: 2026-01-06, moved: cool }, { at: 2026-01-08, did: A }, { at: 2026-01-09, converted: demo } ]
    expect: [ { at: 2026-01-09, stage: b }, { at: 2026-01-10, stage: c } ]
  - name: no stage before the one to return to
    events: [ { at: 2026-01-06, moved: cool }, { at: 2026-01-30, did: A } ]
    expect: { at: 2026-03-01, stage: cool }
  - name: a detour with a new cycle counts anew
    events: [ { at: 2026-01-05, did: A }, { at: 2026-01-06, moved: again }, { at: 2026-01-07, moved: a } ]
    expect: { stage: a, cycle: 2 }
`,
  )
})

describe('a person’s move', () => {
  cases(
    `stages:
  - { key: a, entry: { when: { did: A } } }
  - { key: b, entry: { when: { did: B } }, from: [a] }
  - { key: c, entry: { when: { did: C } }, requires: [b] }
  - { key: g, gate: true, entry: { mode: manual } }
  - { key: d, entry: { mode: manual } }
detours:
  - { key: x, reasons: [spam, budget], from: [a] }
  - { key: shut, locked: true }`,
    `
  - { name: to no stage of the lifecycle, events: [ { at: 2026-01-05, moved: nowhere, refused: unknown_stage } ], expect: { stage: none } }
  - { name: in no track of the lifecycle, events: [ { at: 2026-01-05, moved: a, track: other, refused: unknown_track } ], expect: { stage: none } }
  - { name: of a visitor, anonymous: true, events: [ { at: 2026-01-05, moved: a, refused: unknown_contact } ], expect: { stage: none } }
  - { name: of one who has moved on, events: [ { at: 2026-01-05, did: A }, { at: 2026-01-06, moved: b, saw: b, refused: moved_on } ], expect: { stage: a } }
  - { name: to where the contact is, events: [ { at: 2026-01-05, did: A }, { at: 2026-01-06, moved: a, refused: already_there } ], expect: { stage: a } }
  - { name: into a detour without one of its reasons, events: [ { at: 2026-01-05, did: A }, { at: 2026-01-06, moved: x, reason: why not, refused: reason_needed } ], expect: { stage: a } }
  - { name: into a detour with a reason, events: [ { at: 2026-01-05, did: A }, { at: 2026-01-06, moved: x, reason: spam } ], expect: { stage: x, reason: spam } }
  - { name: into a detour from elsewhere, events: [ { at: 2026-01-06, moved: x, reason: spam, refused: not_from_here } ], expect: { stage: none } }
  - { name: out of a locked detour without a reason, events: [ { at: 2026-01-05, moved: shut }, { at: 2026-01-06, moved: a, refused: locked } ], expect: { stage: shut } }
  - { name: back without a reason, events: [ { at: 2026-01-05, did: A }, { at: 2026-01-06, did: B }, { at: 2026-01-07, moved: a, refused: back_needs_reason } ], expect: { stage: b } }
  - { name: back with a reason, events: [ { at: 2026-01-05, did: A }, { at: 2026-01-06, did: B }, { at: 2026-01-07, moved: a, reason: wrong } ], expect: { at: 2026-02-01, stage: a } }
  - { name: forward from a stage that may not lead there, events: [ { at: 2026-01-06, moved: b, refused: from } ], expect: { stage: none } }
  - { name: forward without what is required, events: [ { at: 2026-01-06, moved: c, refused: requires } ], expect: { stage: none } }
  - { name: over a gate, events: [ { at: 2026-01-06, moved: d, refused: gate } ], expect: { stage: none } }
  - { name: where criteria do not hold, events: [ { at: 2026-01-06, moved: a, refused: criteria } ], expect: { stage: none } }
  - { name: by force, events: [ { at: 2026-01-06, moved: d, force: true } ], expect: { stage: d, because: person } }
`,
  )
})
