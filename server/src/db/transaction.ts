import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Db } from './open.ts'

export type TransactionOptions = Readonly<{
  /** How often the work is tried when the database asks for it, the first time included (default: 5). */
  attempts?: number
  /** What follows `begin`, as in `isolation level repeatable read, read only` (default: the server's own). */
  mode?: string
  /** For work that reads everything: no statement of it is ended for taking long (default: the server's limits). */
  unlimited?: boolean
}>

/** A connection within a transaction: what writes asks for one, so that its type says that a transaction is needed. */
export type Tx = pg.PoolClient

/** The connection broke during the commit: whether the work was saved is not known. Work that may run twice can retry. */
export class CommitUnknown extends Error {
  override name = 'CommitUnknown'
}

const worthRetrying = new Set(['40P01', '40001'])

/**
 * Runs `work` in a transaction: commits when it returns, rolls back when it throws.
 *
 * Deadlocks and serialisation failures run it again from its beginning after a short random pause, so `work` must
 * change nothing but the database. Broken connections are not put back into the pool.
 *
 * @throws what `work` threw, or an error that has it as `cause`; {@link CommitUnknown} when the commit got no answer.
 */
export async function transaction<T>(
  db: Pick<Db, 'pool'>,
  work: (client: pg.PoolClient) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  const attempts = options.attempts ?? 5
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(db.pool, work, options)
    } catch (error) {
      if (!isRetryable(error) || attempt >= attempts) throw error
      await sleep(Math.random() * 10 * 2 ** attempt)
    }
  }
}

/** True for errors after which the same transaction, run again from its beginning, may well succeed. */
export function isRetryable(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (worthRetrying.has(codeOf(cause) ?? '')) return true
  }
  return false
}

async function once<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
  { mode, unlimited }: TransactionOptions,
): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  const remember = (error: Error) => {
    broken = error
  }
  client.on('error', remember)
  try {
    await client.query(mode ? `begin ${mode}` : 'begin')
    if (unlimited)
      await client.query('set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0')
    const result = await work(client).catch(async (error) => {
      // A rollback that fails leaves the connection in the middle of something: it must not be lent again.
      await client.query('rollback').catch(remember)
      throw error
    })
    await commit(client).catch((error) => {
      if (!(error instanceof CommitFailed)) remember(error)
      throw error
    })
    return result
  } finally {
    client.removeListener('error', remember)
    client.release(broken)
  }
}

/** The server undid the transaction instead of committing it. */
class CommitFailed extends Error {
  override name = 'CommitFailed'
}

async function commit(client: pg.PoolClient): Promise<void> {
  let command: string
  try {
    command = (await client.query('commit')).command
  } catch (error) {
    if (codeOf(error) !== undefined && !isConnectionCode(codeOf(error) ?? '')) {
      throw new CommitFailed('The transaction could not be committed', { cause: error })
    }
    throw new CommitUnknown('The connection broke while the transaction was being committed', { cause: error })
  }
  // A commit after a failed statement that `work` swallowed is answered with ROLLBACK and no error.
  if (command !== 'COMMIT') throw new CommitFailed('The transaction was rolled back: one of its statements failed')
}

/** The SQLSTATE of a database error; undefined for anything else, such as the operating system's ECONNRESET. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code) ? error.code : undefined
}

// 57P01 to 57P03: the server is shutting down, crashed, or is starting.
function isConnectionCode(code: string): boolean {
  return code.startsWith('08') || code.startsWith('57P')
}
