import pino, { type Logger } from 'pino'

/** The log of a command: warnings and worse as plain sentences on stderr, so that stdout holds the data alone. */
export function commandLog(level: string): Logger {
  const write = (line: string) => {
    const { msg, err } = JSON.parse(line) as { msg?: string; err?: { message?: string } }
    process.stderr.write(`${[msg, err?.message].filter(Boolean).join(': ')}\n`)
  }
  return pino({ level: level === 'info' ? 'warn' : level }, { write })
}
