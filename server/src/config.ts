import { resolve } from 'node:path'
import { z } from 'zod'
import { AppError } from './domain/app-error.ts'

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

function wholeNumber(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`
  return z.coerce.number(error).int(error).min(least, error).max(most, error)
}

/** Every setting, by the environment variable that it is read from. docs/configuration.md explains each of them. */
export const settings = z.object({
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must look like postgres://user:password@host:5432/database' })
    .nullable()
    .default(null),
  RIPEN_DATA_DIR: z.string().default('.ripen'),
  HOST: z.string().default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535).default(4800),
  RIPEN_URL: z
    .url({ protocol: /^https?$/, error: 'must look like https://ripen.example.com' })
    .nullable()
    .default(null),
  RIPEN_SECRET: z.string().min(32, 'must have at least 32 characters').nullable().default(null),
  LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).default('info'),
  RIPEN_DB_CONNECTIONS: wholeNumber(4, 90).default(20),
})

export type Config = Readonly<{
  /** Address of a PostgreSQL server, or null for the one that Ripen starts itself. */
  databaseUrl: string | null
  /** Absolute path of the folder with the embedded PostgreSQL and everything else that is kept. */
  dataDir: string
  host: string
  /** Zero means any free port. */
  port: number
  /** Address by which people reach Ripen, without a slash at the end, or null when it follows from host and port. */
  url: string | null
  secret: string | null
  logLevel: (typeof logLevels)[number]
  /** Most connections to the database that one process opens. */
  dbConnections: number
}>

class InvalidConfig extends AppError {
  override name = 'InvalidConfig'
  constructor(variable: string, reason: string) {
    super('invalid_config', `${variable} ${reason}.`)
  }
}

/**
 * Reads the settings from environment variables; an empty variable counts as absent.
 *
 * @throws {InvalidConfig} naming the first variable that does not hold what it should.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.keys(settings.shape)
      .map((name) => [name, env[name]?.trim()] as const)
      .filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = settings.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new InvalidConfig(String(issue?.path[0]), sentence(issue?.message ?? 'is not valid'))
  }
  const values = parsed.data
  return {
    databaseUrl: values.DATABASE_URL,
    dataDir: resolve(values.RIPEN_DATA_DIR),
    host: values.HOST,
    port: values.PORT,
    url: values.RIPEN_URL?.replace(/\/+$/, '') ?? null,
    secret: values.RIPEN_SECRET,
    logLevel: values.LOG_LEVEL,
    dbConnections: values.RIPEN_DB_CONNECTIONS,
  }
}

function sentence(message: string): string {
  return /^(must|is) /.test(message) ? message : `is not valid (${message})`
}
