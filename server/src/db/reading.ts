import type pg from 'pg'
import { AppError } from '../domain/app-error.ts'
import type { Db } from './open.ts'

export type Client = Pick<pg.Pool, 'query'>

/** Lends a connection on which several reads can be under way. After a failure it is not put back: others may still be under way, or it broke. */
export async function lendForReads<T>(db: Pick<Db, 'reads'>, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await db.reads.connect()
  let broken: Error | undefined
  const remember = (error: Error) => {
    broken = error
  }
  client.on('error', remember)
  try {
    return await work(client)
  } catch (error) {
    if (!(error instanceof AppError)) remember(error as Error)
    throw error
  } finally {
    client.removeListener('error', remember)
    client.release(broken)
  }
}

/** Asks several things: at once on a connection that is lent for reads, elsewhere one after the other. */
export async function together<A, B, C = undefined>(
  client: Client,
  ...[a, b, c]: [() => Promise<A>, () => Promise<B>, (() => Promise<C>)?]
): Promise<[A, B, C]> {
  const third = c ?? (async () => undefined as C)
  if ('pipeline' in client && client.pipeline === true) return Promise.all([a(), b(), third()])
  return [await a(), await b(), await third()]
}
