import { setTimeout as sleep } from 'node:timers/promises'
import { CommitUnknown, type Tx, transaction } from '../../db/transaction.ts'
import { AppError } from '../../domain/app-error.ts'
import { message } from '../../domain/message.ts'
import { audit } from '../../features/audit/audit.ts'
import {
  type BulkAction,
  listAtWork,
  lockBulkAction,
  NO_TALLY,
  saveBulkAction,
  takeBulkAction,
} from '../../features/bulk/bulk-actions.ts'
import {
  type BulkOutcome,
  type BulkPersonRow,
  listBulkPeople,
  listDone,
  saveOutcomes,
  saveUndone,
} from '../../features/bulk/bulk-people.ts'
import type { Ripen } from '../ripen.ts'
import { changeTraits } from './change-traits.ts'
import { gatherPeople } from './gather-people.ts'
import { movePeople } from './move-people.ts'
import { tallied } from './tally.ts'
import { undoMoves } from './undo-moves.ts'
import { undoTraits } from './undo-traits.ts'

/** People taken in one transaction: as many as keep its locks short. */
const PAGE = 50
/** A step is followed by a rest as long as it was, so that half of the time is left to what comes in. */
const LONGEST_REST = 1000
/** So often a page is tried before its first person is taken alone, and then passed over. */
const TRIES = 3

/**
 * Goes on with all that is done to many contacts, a page of each in turn. Each page is one transaction with the note that it is done: a
 * process that ends in the middle of it has done nothing of it, and whoever goes on takes nobody twice.
 */
export class BulkWorker {
  readonly #ripen: Ripen
  readonly #stop: AbortSignal
  /** How often the last steps of an action failed, one after the other. */
  readonly #failed = new Map<string, number>()

  constructor(ripen: Ripen, stop: AbortSignal) {
    this.#ripen = ripen
    this.#stop = stop
  }

  /** One step of each action at work. @returns how many steps were made */
  async step(): Promise<number> {
    let steps = 0
    for (const id of await listAtWork(this.#ripen.db.pool)) {
      if (this.#stop.aborted) break
      const began = performance.now()
      if (await this.#stepOf(id)) steps += 1
      await sleep(Math.min(LONGEST_REST, performance.now() - began), undefined, { signal: this.#stop }).catch(() => {})
    }
    return steps
  }

  async #stepOf(id: string): Promise<boolean> {
    const tries = this.#failed.get(id) ?? 0
    try {
      const made = await stepBulkAction(this.#ripen, id, tries < TRIES ? PAGE : 1)
      this.#failed.delete(id)
      return made
    } catch (error) {
      if (error instanceof AppError && error.code !== 'unavailable') {
        await failBulkAction(this.#ripen, id, error.message)
        return true
      }
      if (!isFault(error)) throw error
      this.#ripen.log.error(error, `A page of the bulk action ${id} failed`)
      await this.#afterFault(id, tries)
      return true
    }
  }

  /** A fault is perhaps over soon. One that stays with a person alone passes that person over, and is told. */
  async #afterFault(id: string, tries: number): Promise<void> {
    if (tries > TRIES && (await passOver(this.#ripen, id))) this.#failed.delete(id)
    else this.#failed.set(id, tries + 1)
    if (tries < TRIES) await sleep(100 * 2 ** tries, undefined, { signal: this.#stop }).catch(() => {})
  }
}

/** Whether an error is one of what was done, and not of the connection to the database, which is nobody's fault. */
function isFault(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ('code' in cause && typeof cause.code === 'string') return /^(22|23|42)/.test(cause.code)
  return !(error instanceof CommitUnknown)
}

/** Takes an action one page on. @returns false where there is nothing to do, or another is at it */
export function stepBulkAction(ripen: Ripen, id: string, size = PAGE): Promise<boolean> {
  return transaction(ripen.db, async (client) => {
    const action = await takeBulkAction(client, id)
    if (action === null) return false
    if (action.state === 'gathering') return gather(ripen, client, action)
    if (action.state === 'undoing') await undoPage(ripen, client, action, size)
    else await doPage(ripen, client, action, size)
    return true
  })
}

/** @returns false where it has to wait */
async function gather(ripen: Ripen, client: Tx, action: BulkAction): Promise<boolean> {
  const { people, cursor, waits } = await gatherPeople(ripen, client, action)
  if (waits) return false
  if (cursor !== null) {
    await saveBulkAction(client, action, { people, cursor })
    return true
  }
  const now = ripen.now()
  const next = action.atOnce
    ? ({ state: 'running', startedAt: now } as const)
    : ({ state: 'planning', foreseen: NO_TALLY } as const)
  await saveBulkAction(client, action, { people, cursor, reached: 0, ...next })
  return true
}

async function doPage(ripen: Ripen, client: Tx, action: BulkAction, size: number): Promise<void> {
  const isReal = action.state === 'running'
  const people = await listBulkPeople(client, action.id, action.reached, size)
  const outcomes = await outcomesOf(ripen, client, action, people, isReal)
  await noteOutcomes(ripen, client, action, outcomes, people.length < size)
}

function outcomesOf(ripen: Ripen, client: Tx, action: BulkAction, people: readonly BulkPersonRow[], write: boolean) {
  if (people.length === 0) return []
  const { work } = action
  return work.do === 'move'
    ? movePeople(ripen, client, { ...action, work }, people, write)
    : changeTraits(ripen, client, { ...action, work }, people, write)
}

/** Writes down what became of a page, in the transaction in which it was done. */
async function noteOutcomes(
  ripen: Ripen,
  client: Tx,
  action: BulkAction,
  outcomes: readonly BulkOutcome[],
  isLast: boolean,
): Promise<void> {
  const isReal = action.state === 'running'
  // What is only foreseen has been done to nobody.
  const noted = isReal ? outcomes : outcomes.map((one) => ({ ...one, did: null }))
  await saveOutcomes(client, action.id, noted)
  const reached = outcomes.reduce((last, { place }) => Math.max(last, place), action.reached)
  const tally = tallied((isReal ? action.result : action.foreseen) ?? NO_TALLY, outcomes)
  if (!isReal)
    return saveBulkAction(client, action, { reached, foreseen: tally, ...(isLast ? { state: 'planned' } : {}) })
  if (!isLast) return saveBulkAction(client, action, { reached, result: tally })
  await saveBulkAction(client, action, { reached, result: tally, state: 'done', finishedAt: ripen.now() })
  await auditBulk(client, { ...action, result: tally }, 'done', ripen.now())
}

async function undoPage(ripen: Ripen, client: Tx, action: BulkAction, size: number): Promise<void> {
  const people = await listDone(client, action.id, action.reached, size)
  const undo = action.work.do === 'move' ? undoMoves : undoTraits
  const outcomes = people.length === 0 ? [] : await undo(ripen, client, action, people)
  await saveUndone(client, action.id, outcomes)
  const reached = people.reduce((last, { place }) => Math.max(last, place), action.reached)
  const tally = tallied(
    action.undo,
    outcomes.map((one) => ({ ...one, outcome: one.undo })),
  )
  const isLast = people.length < size
  const now = ripen.now()
  await saveBulkAction(client, action, {
    reached,
    undo: tally,
    ...(isLast ? { state: 'undone', undoneAt: now } : {}),
  })
  if (isLast) await auditBulk(client, { ...action, undo: tally }, 'undone', now)
}

/** One line for a whole action, with how many it was done to. */
export async function auditBulk(
  client: Tx,
  action: BulkAction,
  what: 'done' | 'stopped' | 'undone',
  now: number,
): Promise<void> {
  const { id, work, actor, undoneBy, people, result, undo } = action
  const by = what === 'undone' ? (undoneBy ?? actor) : actor
  const counts = what === 'undone' ? undo.counts : result.counts
  await audit(client, { by, action: `bulk_action.${what}`, id, after: { work, people, ...counts } }, now)
}

/** Ends an action of which nothing more can be done, with the reason. */
async function failBulkAction(ripen: Ripen, id: string, failure: string): Promise<void> {
  await transaction(ripen.db, async (client) => {
    const action = await lockBulkAction(client, id)
    if (action === null) return
    // What was begun can be undone as far as it went.
    const next = action.startedAt === null ? 'failed' : 'stopped'
    await saveBulkAction(client, action, { state: next, failure, finishedAt: ripen.now() })
  })
}

/** Notes of the next person that a fault kept it from being handled. */
function passOver(ripen: Ripen, id: string): Promise<boolean> {
  return transaction(ripen.db, async (client) => {
    const action = await takeBulkAction(client, id)
    if (action === null || action.state === 'gathering') return false
    const reason = message('bulk.fault')
    if (action.state === 'undoing') {
      const [person] = await listDone(client, id, action.reached, 1)
      if (person === undefined) return false
      await saveUndone(client, id, [{ place: person.place, undo: 'left', reason }])
      const undo = tallied(action.undo, [{ outcome: 'left', reason }])
      await saveBulkAction(client, action, { reached: person.place, undo })
      return true
    }
    const [person] = await listBulkPeople(client, id, action.reached, 1)
    if (person === undefined) return false
    await noteOutcomes(ripen, client, action, [{ place: person.place, outcome: 'refused', reason, did: null }], false)
    return true
  })
}
