import pg from 'pg'

/**
 * Connections for the job queue: it reads times in the driver's way, not in ours. Errors of idle ones are told, and the
 * pool replaces them.
 */
export function openJobPool(url: string, max: number, onConnectionLost: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max, application_name: 'ripen jobs' })
  pool.on('error', onConnectionLost)
  pool.on('connect', (client) => client.on('error', () => {}))
  // The queue gives its listener back twice where that breaks while it stops, and nobody would catch what the pool says.
  const connect = pool.connect.bind(pool)
  const connectOnce = (taken?: Taken) => {
    if (taken === undefined) return connect()
    return connect((error, client, release) => {
      let released = false
      taken(error, client, (reason) => {
        // There is none where the pool has ended.
        if (!released) release?.(reason)
        released = true
      })
    })
  }
  return Object.assign(pool, { connect: connectOnce })
}

type Taken = Parameters<pg.Pool['connect']>[0]
