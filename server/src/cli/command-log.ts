import pino, { type Logger } from 'pino'

/** The log of a command that prints data: warnings and worse, on stderr, so that stdout holds the data alone. */
export function commandLog(level: string = 'warn'): Logger {
  return pino({ level: level === 'info' ? 'warn' : level }, pino.destination({ dest: 2, sync: true }))
}
