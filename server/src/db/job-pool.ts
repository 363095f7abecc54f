import pg from 'pg'

/** Connections for the job queue: it reads times in the driver's way, not in ours. Errors of idle ones are told, and the pool replaces them. */
export function openJobPool(url: string, max: number, onConnectionLost: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max, application_name: 'ripen jobs' })
  pool.on('error', onConnectionLost)
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}
