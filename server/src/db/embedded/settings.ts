import { totalmem } from 'node:os'

const megabyte = 1024 * 1024

/** Settings of the embedded PostgreSQL. They go on its command line, so that a new Ripen never runs on old ones. */
export function serverSettings(memoryBytes: number = availableMemory()): Record<string, string> {
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    max_connections: '120',
    shared_buffers: `${sharedBuffers(memoryBytes)}MB`,
    max_wal_size: '2GB',
    wal_compression: 'on',
    statement_timeout: '60s',
    idle_in_transaction_session_timeout: '60s',
    // People's data must not end up in the log: no failed statements, no values, no details.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
  }
}

/** As arguments of `postgres`. */
export function asArguments(settings: Readonly<Record<string, string>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

function sharedBuffers(memoryBytes: number): number {
  return Math.max(32, Math.min(2048, Math.floor(memoryBytes / megabyte / 4)))
}

function availableMemory(): number {
  // In a container with a limit the machine's memory says nothing.
  const limit = process.constrainedMemory()
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem()
}
