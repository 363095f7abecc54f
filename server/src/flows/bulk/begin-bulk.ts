import type { BulkSelection, BulkWork } from '../../contract/bulk-actions.ts'
import { ContactsQuery } from '../../contract/contacts.ts'
import { say } from '../../contract/messages/say.ts'
import { newId } from '../../db/new-id.ts'
import { transaction } from '../../db/transaction.ts'
import { AppError } from '../../domain/app-error.ts'
import type { Actor } from '../../domain/facts.ts'
import { stageNames } from '../../domain/lifecycle/stage-names.ts'
import { type Message, message } from '../../domain/message.ts'
import {
  type BulkAction,
  deleteBulkAction,
  findBulkAction,
  insertBulkAction,
  lockBulkAction,
  saveBulkAction,
} from '../../features/bulk/bulk-actions.ts'
import type { Visible } from '../../features/contacts/visible.ts'
import { listTeamMates } from '../../features/people/people.ts'
import { presentLens } from '../browse-contacts.ts'
import { browseVisible } from '../browse-visible.ts'
import { NoSuchThing } from '../reports/frame.ts'
import type { Ripen } from '../ripen.ts'
import { auditBulk } from './carry-out-bulk.ts'

export interface BulkRequest {
  readonly selection: BulkSelection
  readonly work: BulkWork
  readonly atOnce: boolean
  readonly by: Actor
  readonly visible: Visible
  readonly teams?: readonly string[]
}

/** Traits by which a contact is found: two people cannot share one. */
const NAMING = ['email', 'phone']

/** Notes what is to be done to many contacts; a worker finds them and foresees it. */
export async function beginBulk(ripen: Ripen, request: BulkRequest): Promise<BulkAction> {
  const { selection, work, atOnce, by, visible, teams = null } = request
  await refuseNonsense(ripen, work)
  // What is wrong with a query is told at once, not by an action that fails.
  if ('behind' in selection) {
    const query = ContactsQuery.parse({ ...selection.behind, limit: 1 })
    await browseVisible(ripen, query, visible)
    if (work.do === 'move' && query.track !== undefined && work.track !== undefined && query.track !== work.track)
      throw new AppError(
        'invalid',
        `The list shows the track “${query.track}”, and the move is one of “${work.track}”.`,
      )
  }
  const now = ripen.now()
  const id = newId(now)
  await insertBulkAction(ripen.db.pool, { id, work, selection, visible, teams, atOnce, actor: by, createdAt: now })
  return getBulk(ripen, id)
}

async function refuseNonsense(ripen: Ripen, work: BulkWork): Promise<void> {
  if (work.do === 'move') {
    const { program } = await presentLens(ripen)
    const track = program?.tracks.find(({ key }) => key === (work.track ?? program.tracks[0]?.key))
    if (program !== null && track === undefined)
      throw new NoSuchThing(
        'track',
        work.track ?? '',
        program.tracks.map(({ key }) => key),
      )
    if (track !== undefined && !track.byKey.has(work.to))
      throw new NoSuchThing('stage', work.to, [...track.byKey.keys()])
  }
  const naming = work.do === 'set_traits' ? NAMING.find((trait) => Object.hasOwn(work.set, trait)) : undefined
  if (naming !== undefined)
    throw new AppError('invalid', `“${naming}” names one person: it cannot be set for many at once.`)
  if (work.do === 'share_out' && (await listTeamMates(ripen.db.pool, [work.team])).length === 0)
    throw new AppError('unprocessable', `Nobody is in the team “${work.team}”. Put people into it under Settings.`)
}

/** @throws {AppError} where there is none */
export async function getBulk(ripen: Ripen, id: string): Promise<BulkAction> {
  const found = await findBulkAction(ripen.db.pool, id)
  if (found === null) throw noSuch(id)
  return found
}

function noSuch(id: string): AppError {
  return new AppError('not_found', `There is no bulk action ${id}.`)
}

/** Starts what was foreseen, or goes on with what was stopped. */
export function startBulk(ripen: Ripen, id: string): Promise<BulkAction> {
  return change(ripen, id, ({ state, startedAt }) => {
    if (state === 'planned') return { state: 'running', reached: 0, startedAt: ripen.now() }
    if (state === 'gathering' || state === 'planning')
      throw new AppError('conflict', 'It is still being foreseen. Start it when that is done.')
    if (state === 'stopped' && startedAt !== null) return { state: 'running', finishedAt: null, failure: null }
    if (state === 'running') return {}
    if (state === 'failed') throw new AppError('conflict', 'It failed before anything was done. Begin another.')
    throw new AppError('conflict', 'It was done before. Begin another.')
  })
}

/** Stops what is being done: the page at work is finished, and the rest is left. */
export async function stopBulk(ripen: Ripen, id: string): Promise<BulkAction> {
  await transaction(ripen.db, async (client) => {
    const action = await lockBulkAction(client, id)
    if (action === null) throw noSuch(id)
    if (action.state === 'stopped') return
    if (action.state !== 'running') throw new AppError('conflict', 'Nothing of it is being done.')
    await saveBulkAction(client, action, { state: 'stopped', finishedAt: ripen.now() })
    await auditBulk(client, action, 'stopped', ripen.now())
  })
  return getBulk(ripen, id)
}

/** Has all taken back that was done; a worker does it. */
export function undoBulk(ripen: Ripen, id: string, by: Actor, visible: Visible): Promise<BulkAction> {
  return change(ripen, id, ({ state }) => {
    if (state === 'undoing') return {}
    if (state === 'undone') throw new AppError('conflict', 'This was undone before.')
    if (state === 'running') throw new AppError('conflict', 'It is still being done. Stop it first.')
    if (state !== 'done' && state !== 'stopped') throw new AppError('conflict', 'Nothing of it has been done.')
    return { state: 'undoing', reached: 0, undoneBy: by, visible }
  })
}

/** Drops what was never started. */
export async function dropBulk(ripen: Ripen, id: string): Promise<void> {
  await transaction(ripen.db, async (client) => {
    const action = await lockBulkAction(client, id)
    if (action === null) throw noSuch(id)
    if (action.startedAt !== null) throw new AppError('conflict', 'It was started: it stays among what was done.')
    await deleteBulkAction(client, id)
  })
}

async function change(
  ripen: Ripen,
  id: string,
  next: (action: BulkAction) => Parameters<typeof saveBulkAction>[2],
): Promise<BulkAction> {
  await transaction(ripen.db, async (client) => {
    const action = await lockBulkAction(client, id)
    if (action === null) throw noSuch(id)
    await saveBulkAction(client, action, next(action))
  })
  return getBulk(ripen, id)
}

/** What is done, in words. */
export async function sayWork(ripen: Ripen, work: BulkWork): Promise<string> {
  const { program } = await presentLens(ripen)
  return say(workMessage(work, program === null ? (stage) => stage : stageNames(program.document)))
}

function workMessage(work: BulkWork, nameOf: (stage: string) => string): Message {
  switch (work.do) {
    case 'move':
      return message('bulk.says.move', { stage: nameOf(work.to) })
    case 'set_owner':
      return work.owner === null ? message('bulk.says.no_owner') : message('bulk.says.owner', { owner: work.owner })
    case 'share_out':
      return message('bulk.says.share_out', { team: work.team })
    case 'set_traits': {
      const [[trait, value] = ['', null], ...more] = Object.entries(work.set)
      if (more.length > 0) return message('bulk.says.traits', { count: more.length + 1 })
      return value === null ? message('bulk.says.clear', { trait }) : message('bulk.says.set', { trait, value })
    }
  }
}
