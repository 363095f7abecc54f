import type { Tx } from '../../db/transaction.ts'
import { transaction } from '../../db/transaction.ts'
import { AppError } from '../../domain/app-error.ts'
import { limitTime } from '../../features/reports/event-rows.ts'
import type { Ripen } from '../ripen.ts'

/** Long enough for tens of millions of events; whoever asks for more narrows the period. */
const LONGEST_SECONDS = 60

/** Reads all events, for a time. @throws when it takes longer */
export async function overEvents<T>(ripen: Ripen, read: (client: Tx) => Promise<T>): Promise<T> {
  try {
    return await transaction(
      ripen.db,
      async (client) => {
        await limitTime(client, LONGEST_SECONDS)
        return read(client)
      },
      { mode: 'read only' },
    )
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '57014')
      throw new AppError(
        'unavailable',
        'This report reads every event, which took longer than a minute. Ask for fewer months with `since` and `until`.',
        { cause: error },
      )
    throw error
  }
}

/** The zone in which months are counted. */
export async function zoneOf(ripen: Ripen): Promise<string> {
  return (await ripen.programs.head(ripen.db.pool))?.zone ?? 'UTC'
}
