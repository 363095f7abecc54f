import { say } from '../contract/messages/say.ts'
import { sayEvent } from '../contract/messages/say-event.ts'
import { momentOf } from '../contract/moment.ts'
import type { WhyView } from '../contract/why.ts'
import { together } from '../db/reading.ts'
import { comparePlaces, type Event, type Time, transitionId } from '../domain/facts.ts'
import { evidenceIds, withoutEvidence } from '../domain/lifecycle/explain.ts'
import type { Program } from '../domain/lifecycle/program.ts'
import { stageNames } from '../domain/lifecycle/stage-names.ts'
import { type ContactState, firstPosition } from '../domain/lifecycle/state.ts'
import { message } from '../domain/message.ts'
import { listDealsOf } from '../features/accounts/list-deals-of.ts'
import { findPerson, type PersonRow } from '../features/contacts/find-person.ts'
import { findTippingSource } from '../features/contacts/list-transitions.ts'
import { type Reading, reading } from './reading.ts'
import type { Ripen } from './ripen.ts'
import { viewExplanation } from './view-explanation.ts'
import { gatherHistory } from './why/gather-history.ts'
import { causingEvent, type Gathered } from './why/gathered.ts'
import { viewDeals } from './why/view-deals.ts'
import { viewNamed } from './why/view-named.ts'
import { viewPath } from './why/view-path.ts'
import { viewScores } from './why/view-scores.ts'
import { viewTouches } from './why/view-touches.ts'

/** Why a contact is where it is, and what one can know of it: made from what was known when it was decided. */
export function whyContact(ripen: Ripen, who: string): Promise<WhyView | null> {
  return reading(ripen, (one) => readWhy(one, who))
}

async function readWhy(reading: Reading, who: string): Promise<WhyView | null> {
  const { client } = reading
  const [person] = await together(client, () => findPerson(client, who), reading.head)
  return person === null ? null : whyPerson(reading, person)
}

/** The same of somebody who was found; null where nothing has been folded yet. */
export async function whyPerson(reading: Reading, person: PersonRow): Promise<WhyView | null> {
  if (person.state === '') return null
  const { client } = reading
  const head = await reading.head()
  const now = reading.now()
  const gathered = await gatherHistory(reading, person)
  const { program, state, track, last, reason, length } = gathered
  const position = state.positions[track] ?? firstPosition
  const events = new Map([...gathered.behind, ...gathered.events].map((event) => [event.id, event]))
  const evidence = evidenceOf(gathered, events)
  const [path, deals, tipping] = await together(
    client,
    () => viewPath(reading, gathered),
    () => listDealsOf(client, gathered.rows),
    async () => (last === undefined ? null : findTippingSource(client, last)),
  )
  return {
    contact: {
      id: person.id,
      email: person.email,
      name: person.name,
      known: person.known,
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
    explanation: reason === null ? null : viewExplanation(reason),
    noStage: position.stage === null ? whyNone(program, state, track, now) : null,
    evidence: evidence.map(({ id }) => id),
    evidenceEvents: evidence.map(eventView),
    trigger: last === undefined ? null : eventOrNull(events.get(causingEvent(last))),
    scores: viewScores(gathered, events, now),
    grade: program.grade === null ? null : `${program.grade.fit(state, now)}${program.grade.engagement(state, now)}`,
    path,
    earlierMoves: Math.max(0, person.nth - path.length),
    proposals: proposalsOf(person),
    events: length,
    folded: gathered.since === null ? length : gathered.events.length,
    present: presentStage(head, position.stage),
    named: viewNamed(gathered, now),
    deals: viewDeals(gathered, deals),
    touches: viewTouches(gathered, tipping),
    next: { wakeAt: person.wakeAt === null ? null : momentOf(person.wakeAt) },
  }
}

/** The events that the conditions rest on which hold, the oldest first. */
function evidenceOf({ reason }: Gathered, events: ReadonlyMap<string, Event>): readonly Event[] {
  const ids = new Set(reason === null ? [] : evidenceIds(reason))
  return [...ids].flatMap((id) => events.get(id) ?? []).sort(comparePlaces)
}

function eventView(event: Event): WhyView['evidenceEvents'][number] {
  return { id: event.id, at: momentOf(event.at), kind: event.kind, name: event.name, text: sayEvent(event) }
}

const eventOrNull = (event: Event | undefined) => (event === undefined ? null : eventView(event))

/** What the version in force says of a stage. */
function presentStage(head: Program | null, stage: string | null): WhyView['present'] {
  if (head === null || stage === null) return null
  const { stages, detours = [] } = head.document
  const found = [...stages, ...detours].find(({ key }) => key === stage)
  if (found === undefined) return null
  const { key, name = key, description = null, guidance = null, owner = null } = found
  return { name, description, guidance, owner }
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
