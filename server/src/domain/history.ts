import {
  type AccountLine,
  type Bar,
  comparePlaces,
  type Event,
  type Fact,
  type LinesRead,
  type Place,
  type Transition,
  transitionId,
} from './facts.ts'
import { Undone } from './undone-events.ts'

/** All that is stored of one row. */
export interface Book {
  readonly contact: string
  /** Events that lie with the row, by any order. */
  readonly events: readonly Event[]
  readonly transitions: readonly Transition[]
}

/** The rows that belong together (merged into each other, now or once), and the lines of their accounts. */
export interface Library {
  readonly books: ReadonlyMap<string, Book>
  readonly lines: ReadonlyMap<string, readonly AccountLine[]>
}

/** How much of a history was known at some moment: what was recorded up to there. */
export interface Horizon {
  readonly seq: number
  /** Transitions with a smaller number were recorded before. */
  readonly beforeNth: number
  /** The last line read of each account; null: all lines. */
  readonly lines: LinesRead | null
}

export const EVERYTHING: Horizon = {
  seq: Number.POSITIVE_INFINITY,
  beforeNth: Number.POSITIVE_INFINITY,
  lines: null,
}

/** A contact's history as known at a horizon. */
export interface KnownHistory {
  /** In the order of their places. Of a track that was restated the moves are those of its restatement. */
  readonly facts: readonly Fact[]
  /** Where each track's recorded ledger ends: nothing is decided before. */
  readonly ends: Readonly<Record<string, Place>>
  /** Recorded and not voided, in the order of recording. */
  readonly ledger: readonly Transition[]
  /** Restatements that fell with something before them: nobody has said of them that they were a mistake. */
  readonly fallen: readonly Transition[]
}

/** What was known of a contact at a horizon: events of all its rows, its effective ledger, and the lines of the accounts it belonged to. */
export function knownHistory(library: Library, contact: string, horizon: Horizon): KnownHistory {
  const gathered = gatherEvents(library, contact, horizon.seq, new Set())
  const own = library.books.get(contact)
  const voids = gathered.filter(({ kind }) => kind === 'void')
  const skipped = new Set(voids.map(({ data }) => data['ruling']).filter((id) => typeof id === 'string'))
  const undone = new Undone(voids)
  const events = gathered
    .filter((event) => !skipped.has(event.id) && !undone.has(event))
    .map((event) => undone.read(event))
    .sort(comparePlaces)
  const recorded = new Set((own?.events ?? []).filter(({ seq }) => seq <= horizon.seq).map(({ id }) => id))
  const before = (own?.transitions ?? []).filter(({ nth }) => nth < horizon.beforeNth).sort((a, b) => a.nth - b.nth)
  const stands = ({ voidedBy }: Transition) => voidedBy === null || !recorded.has(voidedBy)
  const ledger = before.filter(stands)
  const mistakes = new Set(voids.map(({ name }) => name))
  const fallen = before.filter((one) => one.restated !== undefined && !stands(one) && !mistakes.has(transitionId(one)))
  const lines = linesOfMember(library, events, horizon)
  const bars = voids.flatMap((event) => barsOf(library, event))
  const moves = movesOf(ledger)
  return { facts: [...events, ...moves, ...lines, ...bars].sort(comparePlaces), ends: endsOf(moves), ledger, fallen }
}

/** A history to which moves are added that were made just now. */
export function withMoves(history: KnownHistory, made: readonly Transition[]): KnownHistory {
  if (made.length === 0) return history
  const ledger = [...history.ledger, ...made]
  const moves = movesOf(ledger)
  return { ...history, facts: [...asOccurred(history), ...moves].sort(comparePlaces), ends: endsOf(moves), ledger }
}

/** The moves that states are folded from: where a track was restated, the way of the restating version stands for what it had before. */
function movesOf(ledger: readonly Transition[]): readonly Transition[] {
  const restatements = new Map(
    ledger.flatMap((one): [string, Transition][] => (one.restated === undefined ? [] : [[one.track, one]])),
  )
  if (restatements.size === 0) return ledger
  return ledger.flatMap((one) => {
    const restatement = restatements.get(one.track)
    if (restatement === undefined || one.nth > restatement.nth) return [one]
    return one === restatement ? [...wayOf(one), one] : []
  })
}

/** The way of a restatement, as moves to be folded. */
export function wayOf({ restated = [], ...restatement }: Transition): readonly Transition[] {
  return restated.map((move) => ({ ...restatement, ...move, skipped: [], leaves: [] }))
}

/** All facts with the ledger as it was recorded: what others were told at the time. */
export function asRecorded(history: KnownHistory): readonly Fact[] {
  const facts = [...asOccurred(history), ...history.ledger]
  return facts.sort(comparePlaces)
}

/** Where a rule's move was voided, its evidence must not bring it back: from its own moment up to the void it is barred. */
function barsOf(library: Library, event: Event): readonly Bar[] {
  if (event.data['automatic'] !== true) return []
  const mistake = library.books
    .get(event.contact)
    ?.transitions.find((transition) => transitionId(transition) === event.name)
  // No id: it stands before all else of its moment, and so before what would bring the move again.
  return mistake === undefined
    ? []
    : [{ is: 'bar', at: mistake.at, id: '', track: mistake.track, stage: mistake.to, until: event.at }]
}

/** The history as it occurred, without its ledger. */
export function asOccurred(history: KnownHistory): readonly Fact[] {
  return history.facts.filter(({ is }) => is !== 'transition')
}

function endsOf(ledger: readonly Transition[]): Readonly<Record<string, Place>> {
  const ends: Record<string, Place> = {}
  for (const { track, at, id } of ledger) {
    const end = ends[track]
    if (end === undefined || comparePlaces({ at, id }, end) > 0) ends[track] = { at, id }
  }
  return ends
}

/** All events that belong to a contact at a number of its own, undone ones too; in no order. */
export function eventsKnown(library: Library, contact: string, seq = Number.POSITIVE_INFINITY): readonly Event[] {
  return gatherEvents(library, contact, seq, new Set())
}

/** Rows that were merged into a row, and into those, as they are now. */
export function rowsMerged(library: Library, contact: string): ReadonlySet<string> {
  return familyOf(library, contact, Number.POSITIVE_INFINITY, new Set())
}

/** The merges of a row that stand now. */
export function standingMerges(library: Library, contact: string): readonly Event[] {
  return joined(library, contact, Number.POSITIVE_INFINITY)
}

/** The rows of a library by the merges, made or undone, that tie them. */
export function mergedFamilies({ books }: Library): readonly (readonly string[])[] {
  const families = new Map<string, string[]>([...books.keys()].map((row) => [row, [row]]))
  for (const { contact, events } of books.values())
    for (const { kind, name } of events) {
      const [own, other] = [families.get(contact), families.get(name)]
      if (kind !== 'merge' || own === undefined || other === undefined || own === other) continue
      own.push(...other)
      for (const row of other) families.set(row, own)
    }
  return [...new Set(families.values())]
}

/** Rows that were merged into a row, and into those, as known up to `seq`. */
function familyOf(library: Library, contact: string, seq: number, seen: Set<string>): ReadonlySet<string> {
  if (seen.has(contact)) return seen
  seen.add(contact)
  for (const { name, data } of joined(library, contact, seq)) familyOf(library, name, Number(data['seq'] ?? 0), seen)
  return seen
}

/** The merges of a row that stand: made, and not undone. */
function joined(library: Library, contact: string, seq: number): readonly Event[] {
  const merges = (library.books.get(contact)?.events ?? []).filter(
    (event) => event.kind === 'merge' && event.seq <= seq && event.contact === contact,
  )
  return merges.filter(
    (event) =>
      event.data['undo'] !== true &&
      event.data['survivor'] === true &&
      !merges.some((later) => later.data['undo'] === true && later.name === event.name && later.seq > event.seq),
  )
}

function gatherEvents(library: Library, contact: string, seq: number, visiting: Set<string>): Event[] {
  if (visiting.has(contact)) return []
  visiting.add(contact)
  const own = (library.books.get(contact)?.events ?? []).filter((event) => event.seq <= seq)
  const standing = joined(library, contact, seq)
  const undone = own.filter(isUndoing)
  const leavers = undone
    .filter(({ data }) => data['survivor'] === true)
    .map(({ name, seq: until, data }) => ({
      until,
      rows: familyOf(library, name, Number(data['seq'] ?? 0), new Set()),
    }))
  const stays = ({ cameBy, seq: at }: Event) =>
    cameBy === null || !leavers.some(({ until, rows }) => at < until && rows.has(cameBy))
  // A merge that was undone asks for nothing any more.
  const kept = own.filter(
    (event) => stays(event) && (event.kind !== 'merge' || isUndoing(event) || standing.includes(event)),
  )
  for (const { name, data } of standing) kept.push(...gatherEvents(library, name, Number(data['seq'] ?? 0), visiting))
  // A row that was taken out again has what came by it meanwhile, which lies with the row that stayed.
  for (const { name, data } of undone.filter(({ data }) => data['survivor'] === false)) {
    const rows = familyOf(library, contact, seq, new Set())
    const until = Number(data['seq'] ?? 0)
    kept.push(
      ...(library.books.get(name)?.events ?? []).filter(
        ({ cameBy, seq: at }) => cameBy !== null && rows.has(cameBy) && at <= until,
      ),
    )
  }
  // Rows that were joined and parted more than once share what came meanwhile.
  return [...new Map(kept.map((event) => [event.id, event])).values()]
}

function isUndoing({ kind, data }: Event): boolean {
  return kind === 'merge' && data['undo'] === true
}

/** The account lines that a member reads: of each account from the moment it joined until it left. */
export function linesOfMember(
  library: Pick<Library, 'lines'>,
  events: readonly Event[],
  horizon: Horizon,
): readonly AccountLine[] {
  const memberships = events.filter(({ kind }) => kind === 'membership')
  return memberships.flatMap((membership, index) => {
    const account = membership.data['account']
    if (typeof account !== 'string') return []
    const next = memberships[index + 1]
    return linesBetween(
      library.lines.get(account) ?? [],
      membership,
      next,
      horizon.lines === null ? Number.POSITIVE_INFINITY : (horizon.lines[account] ?? 0),
    )
  })
}

function linesBetween(
  all: readonly AccountLine[],
  joinedAt: Place,
  leftAt: Place | undefined,
  limit: number,
): readonly AccountLine[] {
  const effective = new Map<string, AccountLine>()
  for (const line of [...all].filter(({ seq }) => seq <= limit).sort((a, b) => a.seq - b.seq))
    effective.set(`${line.at} ${line.id}`, line)
  const ordered = [...effective.values()].sort(comparePlaces)
  const before = ordered.filter((line) => comparePlaces(line, joinedAt) <= 0).at(-1)
  const during = ordered.filter(
    (line) => comparePlaces(line, joinedAt) > 0 && (leftAt === undefined || comparePlaces(line, leftAt) < 0),
  )
  return before === undefined ? during : [{ ...before, at: joinedAt.at, id: `${joinedAt.id}+` }, ...during]
}

/** The number of the newest line of an account. */
export function lastLine(library: Library, account: string | null): number {
  return (account === null ? [] : (library.lines.get(account) ?? [])).reduce((last, { seq }) => Math.max(last, seq), 0)
}

/** The newest line of each account that a contact ever belonged to: what somebody knows who reads its whole history now. */
export function linesRead(library: Library, contact: string): LinesRead {
  const accounts = gatherEvents(library, contact, Number.POSITIVE_INFINITY, new Set()).flatMap(({ kind, data }) =>
    kind === 'membership' && typeof data['account'] === 'string' ? [data['account']] : [],
  )
  return Object.fromEntries([...new Set(accounts)].sort().map((account) => [account, lastLine(library, account)]))
}
