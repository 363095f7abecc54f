import { say } from '../../contract/messages/say.ts'
import { type Tx, transaction } from '../../db/transaction.ts'
import { HOUR, MINUTE } from '../../domain/duration.ts'
import type { Time } from '../../domain/facts.ts'
import type { SavedSegments } from '../../domain/lifecycle/copy-segments.ts'
import type { Program } from '../../domain/lifecycle/program.ts'
import { listContactsAfter } from '../../features/contacts/refold-progress.ts'
import { findHeadVersion } from '../../features/lifecycle/versions.ts'
import { spreadAccountMarks, takeSegmentMarks, takeSegments } from '../../features/segments/marks.ts'
import { forgetAll, listDue, saveMembers, saveWakes } from '../../features/segments/members.ts'
import {
  advanceFill,
  beginFill,
  breakSegment,
  clearEnded,
  endOldFilters,
  listFillable,
  listKept,
  type SegmentRow,
} from '../../features/segments/segments.ts'
import type { Ripen } from '../ripen.ts'
import { createJudge, type Judge, judgeContacts, type KeptCriteria } from './judge-contacts.ts'
import { readCriteria } from './read-criteria.ts'

/** Contacts judged in one transaction. */
const PAGE = 500
/** Rows cleared away at once. */
const CLEARED = 5000
/** Accounts whose people are marked at once. */
const ACCOUNTS = 20
/** Filters that nobody saved are kept so long after somebody last looked at them; half-filled ones, of somebody who typed on, shorter. */
const FILTER_KEPT = HOUR
const UNFILLED_KEPT = 5 * MINUTE
const MOST_FILTERS = 50

/**
 * Keeps who is in which segment: contacts whose histories grew and those whom time may have turned are judged again, and for new
 * segments everybody is looked at once, in pages. @returns how much was done; 0: nothing is waiting, or another process is at it
 */
export async function keepSegments(ripen: Ripen): Promise<number> {
  return transaction(ripen.db, async (client) => {
    if (!(await takeSegments(client))) return 0
    const now = ripen.now()
    await endOldFilters(client, { before: now - FILTER_KEPT, unfilledBefore: now - UNFILLED_KEPT, most: MOST_FILTERS })
    const cleared = await clearEnded(client, CLEARED)
    const rows = await listKept(client)
    const version = await findHeadVersion(client)
    if (rows.length === 0 || version === null) {
      await forgetAll(client)
      return cleared
    }
    const head = await ripen.programs.get(client, version)
    const { kept, begun } = await makeReady(client, head, rows)
    const judge = judgeOf(head, kept)
    const turned = await judgeChanged(client, judge, kept, now)
    return cleared + begun + turned + (await fillPage(client, judge, rows, kept, now))
  })
}

/** Criteria of segments by their keys. */
export function savedOf(rows: readonly Pick<SegmentRow, 'key' | 'criteria'>[]): SavedSegments {
  return new Map(rows.flatMap(({ key, criteria }) => (key === null ? [] : [[key, criteria] as const])))
}

/** Has everybody looked at anew where criteria, or what they name, mean something else than before. */
async function makeReady(client: Tx, head: Program, rows: readonly SegmentRow[]) {
  const saved = savedOf(rows)
  const kept: KeptCriteria[] = []
  let begun = 0
  for (const { id, criteria, foundWith } of rows) {
    const read = readCriteria(head, saved, criteria)
    if ('faults' in read) {
      const [fault] = read.faults
      if (foundWith !== read.foundWith && fault !== undefined)
        await breakSegment(client, id, read.foundWith, `${fault.path.join('.')}: ${say(fault.message)}`)
      continue
    }
    if (foundWith !== read.ready.foundWith) {
      await beginFill(client, id, read.ready.foundWith)
      begun += 1
    }
    kept.push({ id, criteria, ready: read.ready })
  }
  return { kept, begun }
}

let lastJudge: { readonly key: string; readonly judge: Judge } | null = null

/** Compiling takes as long as judging many contacts does, and segments seldom change. */
function judgeOf(head: Program, kept: readonly KeptCriteria[]): Judge {
  const key = kept.map(({ id, ready }) => `${id} ${ready.foundWith}`).join(',')
  if (lastJudge === null || lastJudge.key !== key || lastJudge.judge.head !== head)
    lastJudge = { key, judge: createJudge(head, kept) }
  return lastJudge.judge
}

async function judgeChanged(client: Tx, judge: Judge, kept: readonly KeptCriteria[], now: Time): Promise<number> {
  const spread = await spreadAccountMarks(client, ACCOUNTS)
  const marked = await takeSegmentMarks(client, PAGE)
  const due = await listDue(client, now, PAGE)
  const contacts = [...new Set([...marked, ...due])]
  if (contacts.length === 0) return spread
  const judged = await judgeContacts(client, judge, contacts, now)
  await saveMembers(
    client,
    judged,
    kept.map(({ id }) => id),
  )
  await saveWakes(client, judged, 'all')
  return spread + contacts.length
}

/** Looks at the next contacts for those segments that have come least far. */
async function fillPage(
  client: Tx,
  judge: Judge,
  rows: readonly SegmentRow[],
  kept: readonly KeptCriteria[],
  now: Time,
): Promise<number> {
  const ready = new Map(kept.map(({ id, ready: { foundWith } }) => [id, foundWith]))
  // Whoever began in this very step waits for those who write at the moment.
  const open = rows.filter(({ id, filledAt, foundWith }) => filledAt === null && ready.get(id) === foundWith)
  if (open.length === 0) return 0
  const fillable = await listFillable(
    client,
    open.map(({ id }) => id),
  )
  const waiting = open.filter(({ id }) => fillable.has(id))
  const [first] = waiting
  if (first === undefined) return 0
  const { cursor } = waiting.reduce((least, one) => ((one.cursor ?? '') < (least.cursor ?? '') ? one : least), first)
  const together = waiting.filter((one) => one.cursor === cursor)
  const contacts = await listContactsAfter(client, cursor, PAGE)
  const ids = together.map(({ id }) => id)
  const judged = await judgeContacts(client, judge, contacts, now, new Set(ids))
  await saveMembers(client, judged, ids)
  await saveWakes(client, judged, 'some')
  const isLast = contacts.length < PAGE
  for (const { id, foundWith } of together)
    await advanceFill(client, {
      id,
      foundWith,
      cursor: contacts.at(-1) ?? cursor,
      looked: contacts.length,
      filledAt: isLast ? now : null,
    })
  return contacts.length + 1
}
