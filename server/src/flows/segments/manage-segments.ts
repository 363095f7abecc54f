import { momentOf } from '../../contract/moment.ts'
import type { ChangeSegment, CreateSegment, SegmentView } from '../../contract/segments.ts'
import { newId } from '../../db/new-id.ts'
import { type Tx, transaction } from '../../db/transaction.ts'
import { AppError } from '../../domain/app-error.ts'
import type { Actor } from '../../domain/facts.ts'
import type { JsonObject } from '../../domain/json.ts'
import { segmentsNamed } from '../../domain/lifecycle/copy-segments.ts'
import { criteriaOf } from '../../domain/lifecycle/criteria-places.ts'
import type { Program } from '../../domain/lifecycle/program.ts'
import { audit, auditDifference } from '../../features/audit/audit.ts'
import { criteriaSql } from '../../features/segments/criteria-sql.ts'
import {
  endSegments,
  findSegment,
  insertSegment,
  listSaved,
  type SegmentRow,
  updateSegment,
} from '../../features/segments/segments.ts'
import type { Ripen } from '../ripen.ts'
import { countingOf, digestOf, isReady } from './filter-contacts.ts'
import { savedOf } from './keep-segments.ts'
import { NoSuchSegment } from './no-such-segment.ts'
import { FaultyCriteria, readCriteria, refuseShapeless } from './read-criteria.ts'

/** Saved segments; more would keep the worker from the people. */
const MOST_SAVED = 200

/** All saved segments, by name. */
export async function showSegments(ripen: Ripen): Promise<SegmentView[]> {
  const rows = await listSaved(ripen.db.pool)
  const head = await ripen.programs.head(ripen.db.pool)
  return rows.map((row) => viewOf(ripen, row, rows, head))
}

export async function showSegment(ripen: Ripen, key: string): Promise<SegmentView> {
  const found = (await showSegments(ripen)).find((one) => one.key === key)
  if (found === undefined) throw await noSuchSegment(ripen, key)
  return found
}

function viewOf(ripen: Ripen, row: SegmentRow, all: readonly SegmentRow[], head: Program | null): SegmentView {
  const read = head === null ? null : readCriteria(head, savedOf(all), row.criteria)
  const ready = read !== null && 'ready' in read ? read.ready : null
  const broken = read !== null && 'faults' in read ? new FaultyCriteria(read.faults).message : null
  const isFound = ready !== null && isReady(row, ready)
  const columns = ready !== null && criteriaSql(ready.head, ready.asked, ripen.now()) !== null
  return {
    key: row.key ?? '',
    name: row.name,
    note: row.note,
    where: row.criteria,
    count: isFound || row.filledAt !== null || row.members > 0 ? row.members : null,
    // Kept live: what was changed since waits for seconds at most.
    countedAt: momentOf(isFound ? ripen.now() : row.filledAt),
    state: broken !== null ? 'broken' : isFound ? 'ready' : 'counting',
    counting: broken !== null || isFound ? null : countingOf(row),
    broken,
    kept: columns ? 'columns' : 'walk',
    usedBy: usesOf(row.key ?? '', all, head),
    createdBy: row.createdBy as SegmentView['createdBy'],
    createdAt: momentOf(row.createdAt),
    changedAt: momentOf(row.changedAt),
  }
}

/** Where a segment is named: places of the lifecycle in force, then other segments. */
function usesOf(key: string, all: readonly SegmentRow[], head: Program | null): string[] {
  const places = (head === null ? [] : criteriaOf(head.document)).filter(
    ({ path, raw }) => path.join('.') !== `segments.${key}` && segmentsNamed(raw).includes(key),
  )
  const others = all.filter((one) => one.key !== key && segmentsNamed(one.criteria).includes(key))
  return [...places.map(({ path }) => path.join('.')), ...others.map((one) => `segment ${one.key}`)]
}

/** Saves criteria under a name. */
export async function createSegment(ripen: Ripen, given: CreateSegment, by: Actor): Promise<SegmentView> {
  refuseShapeless(given.where)
  const criteria = given.where
  const now = ripen.now()
  const key = await transaction(ripen.db, async (client) => {
    const rows = await listSaved(client)
    if (rows.length >= MOST_SAVED)
      throw new AppError(
        'conflict',
        `There are ${MOST_SAVED} segments already, and no more are kept. Delete one first.`,
      )
    const taken = new Set(rows.map((row) => row.key))
    const chosen = given.key ?? freeKey(given.name, taken)
    if (taken.has(chosen)) throw new AppError('conflict', `There is a segment with the key “${chosen}” already.`)
    await refuseFaulty(ripen, client, rows, chosen, criteria)
    const segment = {
      id: newId(now),
      key: chosen,
      name: given.name,
      note: given.note,
      criteria,
      digest: digestOf(criteria),
      createdBy: by,
      createdAt: now,
    }
    if (!(await insertSegment(client, segment)))
      throw new AppError('conflict', `There is a segment with the key “${chosen}” already.`)
    const after = { name: given.name, note: given.note, where: criteria }
    await audit(client, { by, action: 'segment.created', id: chosen, name: given.name, after }, now)
    return chosen
  })
  return showSegment(ripen, key)
}

/** Changes a segment. What the lifecycle in force copied of it stays as it is. */
export async function changeSegment(ripen: Ripen, key: string, given: ChangeSegment, by: Actor): Promise<SegmentView> {
  if (given.where !== undefined) refuseShapeless(given.where)
  await transaction(ripen.db, async (client) => {
    const row = await findSegment(client, key, 'lock')
    if (row === null) throw await noSuchSegment(ripen, key)
    const { name = row.name, note = row.note } = given
    const criteria = (given.where as JsonObject | undefined) ?? row.criteria
    if (given.where !== undefined) await refuseFaulty(ripen, client, await listSaved(client), key, criteria)
    await updateSegment(client, { id: row.id, name, note, criteria, digest: digestOf(criteria) }, ripen.now())
    const before = { name: row.name, note: row.note, where: row.criteria }
    const after = { name, note, where: criteria }
    await auditDifference(client, { by, action: 'segment.changed', id: key, name, before, after }, ripen.now())
  })
  return showSegment(ripen, key)
}

/** Deletes a segment that no other one names. What the lifecycle in force copied of it stays. */
export async function deleteSegment(ripen: Ripen, key: string, by: Actor): Promise<void> {
  await transaction(ripen.db, async (client) => {
    const row = await findSegment(client, key, 'lock')
    if (row === null) throw await noSuchSegment(ripen, key)
    const others = (await listSaved(client)).filter(
      (one) => one.key !== key && segmentsNamed(one.criteria).includes(key),
    )
    if (others.length > 0)
      throw new AppError(
        'conflict',
        `“${row.name}” is used by ${others.map(({ name }) => `“${name}”`).join(', ')}. Change or delete that first.`,
      )
    await endSegments(client, [row.id])
    const before = { name: row.name, note: row.note, where: row.criteria }
    await audit(client, { by, action: 'segment.deleted', id: key, name: row.name, before }, ripen.now())
  })
}

async function noSuchSegment(ripen: Ripen, key: string): Promise<NoSuchSegment> {
  const rows = await listSaved(ripen.db.pool)
  return new NoSuchSegment(
    key,
    rows.flatMap((row) => row.key ?? []),
  )
}

async function refuseFaulty(
  ripen: Ripen,
  client: Tx,
  rows: readonly SegmentRow[],
  key: string,
  criteria: JsonObject,
): Promise<void> {
  const head = await ripen.programs.head(client)
  if (head === null) throw new AppError('conflict', 'No lifecycle is published yet, so that criteria mean nothing.')
  const saved = new Map([...savedOf(rows), [key, criteria] as const])
  const read = readCriteria(head, saved, criteria)
  if ('faults' in read) throw new FaultyCriteria(read.faults)
}

/** A key made of a name, that nothing else has. */
function freeKey(name: string, taken: ReadonlySet<string | null>): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[^a-z]+|_+$/g, '')
    .slice(0, 50)
  const base = plain === '' ? 'segment' : plain
  for (let nth = 1; ; nth++) {
    const key = nth === 1 ? base : `${base}_${nth}`
    if (!taken.has(key)) return key
  }
}
