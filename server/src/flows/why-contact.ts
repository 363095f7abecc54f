import { say } from '../contract/messages/say.ts'
import { sayCause } from '../contract/messages/say-cause.ts'
import { sayEvent } from '../contract/messages/say-event.ts'
import { sayReason } from '../contract/messages/say-reason.ts'
import { momentOf } from '../contract/moment.ts'
import type { WhyView } from '../contract/why.ts'
import type { Event, Time, Transition } from '../domain/facts.ts'
import { transitionId } from '../domain/facts.ts'
import { EVERYTHING, type KnownHistory, knownHistory, type Library } from '../domain/history.ts'
import { decodeState } from '../domain/lifecycle/encode.ts'
import { type ExplainedScore, explainNow, explainTransition, withoutEvidence } from '../domain/lifecycle/explain.ts'
import type { Program } from '../domain/lifecycle/program.ts'
import { heldLeaves, recordedReason } from '../domain/lifecycle/recorded-reason.ts'
import { stageNames } from '../domain/lifecycle/stage-names.ts'
import { type ContactState, firstPosition } from '../domain/lifecycle/state.ts'
import { message } from '../domain/message.ts'
import { findPerson, type PersonRow } from '../features/contacts/find-person.ts'
import { readLibrary } from '../features/contacts/read-library.ts'
import type { Ripen } from './ripen.ts'
import { viewExplanation } from './view-explanation.ts'

/** Why a contact is where it is: its last transition with the conditions behind it, made from what was known when it was decided. */
export async function whyContact(ripen: Ripen, who: string): Promise<WhyView | null> {
  const { pool } = ripen.db
  const person = await findPerson(pool, who)
  if (person === null || person.state === '') return null
  const program = await ripen.programs.get(pool, person.version)
  const library = await readLibrary(pool, [person.id])
  const state = decodeState(program, person.id, person.state)
  const track = program.tracks[0]?.key ?? 'main'
  const position = state.positions[track] ?? firstPosition
  const history = knownHistory(library, person.id, EVERYTHING)
  const last = history.ledger.findLast((transition) => transition.track === track)
  const events = new Map([...library.books.values()].flatMap((book) => book.events).map((event) => [event.id, event]))
  const explained = last === undefined ? null : await explainLast(ripen, library, last)
  const now = explainNow(program, person.id, history, ripen.now())
  const evidence = explained?.evidence ?? []
  return {
    contact: {
      id: person.id,
      email: person.email,
      name: person.name,
      account: person.accountId === null ? null : { id: person.accountId, name: person.accountName },
    },
    track,
    stage: position.stage,
    since: position.stage === null ? null : momentOf(position.since),
    level: position.level,
    cause: last?.cause ?? null,
    reason: last?.reason ?? null,
    version: last?.version ?? null,
    transition: last === undefined ? null : transitionId(last),
    explanation: explained?.reason == null ? null : viewExplanation(explained.reason),
    noStage: position.stage === null ? whyNone(program, state, track, ripen.now()) : null,
    evidence: [...evidence],
    evidenceEvents: evidence.flatMap((id) => eventView(events.get(id))),
    scores: Object.fromEntries(Object.entries(now.scores).map(([key, score]) => [key, scoreView(score, events)])),
    grade:
      program.grade === null
        ? null
        : `${program.grade.fit(state, ripen.now())}${program.grade.engagement(state, ripen.now())}`,
    path: await pathOf(ripen, library, person.id),
    proposals: proposalsOf(person),
    next: { wakeAt: person.wakeAt === null ? null : momentOf(person.wakeAt) },
  }
}

async function explainLast(ripen: Ripen, library: Library, transition: Transition) {
  const then: KnownHistory = knownHistory(library, transition.contact, {
    seq: transition.saw.seq,
    beforeNth: transition.nth,
    lines: transition.saw.lines,
  })
  return explainTransition(await ripen.programs.get(ripen.db.pool, transition.version), then, transition)
}

function eventView(event: Event | undefined) {
  return event === undefined
    ? []
    : [{ id: event.id, at: momentOf(event.at), kind: event.kind, name: event.name, text: sayEvent(event) }]
}

function scoreView(
  { points, halfLife, shares, conditions }: ExplainedScore,
  events: ReadonlyMap<string, Event>,
): WhyView['scores'][string] {
  return {
    points,
    halfLife,
    shares: shares.map((share) => {
      const event = events.get(share.event)
      return { ...share, at: momentOf(share.at), text: event === undefined ? '' : sayEvent(event) }
    }),
    conditions: conditions.map(({ path, points, reason }) => ({
      path,
      points,
      text: sayReason(reason),
      holds: reason.holds,
    })),
  }
}

async function pathOf(ripen: Ripen, library: Library, contact: string): Promise<WhyView['path']> {
  const { pool } = ripen.db
  const path: WhyView['path'] = []
  for (const transition of library.books.get(contact)?.transitions ?? []) {
    const program = await ripen.programs.get(pool, transition.version)
    const reason = recordedReason(program, transition)
    const { track, to, at, cause, rule, version, voidedBy } = transition
    path.push({
      track,
      stage: to,
      at: momentOf(at),
      cause,
      rule,
      reason: transition.reason,
      version,
      text: sayCause(transition, stageNames(program.document)),
      because: reason === null ? [] : [...new Set(heldLeaves(reason).map(({ says }) => say(says)))],
      transition: transitionId(transition),
      voided: voidedBy !== null,
    })
  }
  return path
}

/** Why a contact is in no stage: nobody knows who it is, or what the first stage asks for is not so. */
function whyNone(program: Program, state: ContactState, key: string, now: Time): WhyView['noStage'] {
  if (state.known === 0) return { text: say(message('ruling.unknown_contact')), stage: null, explanation: null }
  const first = program.tracks
    .find((track) => track.key === key)
    ?.stages.find(({ mode, when }) => mode === 'automatic' && when !== null)
  if (first?.when == null) return { text: say(message('no_stage.by_people')), stage: null, explanation: null }
  const stage = stageNames(program.document)(first.key)
  return {
    text: say(message('no_stage.criteria', { stage })),
    stage: first.key,
    explanation: viewExplanation(withoutEvidence(first.when.reasons(state, now))),
  }
}

function proposalsOf({ proposals }: PersonRow): WhyView['proposals'] {
  return Array.isArray(proposals) ? (proposals as WhyView['proposals']) : []
}
