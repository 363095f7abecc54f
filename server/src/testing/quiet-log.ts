import pino, { type Logger } from 'pino'

/** A log that tells of failures only, on standard error. */
export function quietLog(level: 'error' | 'silent' = 'error'): Logger {
  return pino({ level }, pino.destination(2))
}
