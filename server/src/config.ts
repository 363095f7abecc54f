import { resolve } from 'node:path'
import { z } from 'zod'
import { AppError } from './domain/app-error.ts'

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** Administrators are made by hand. */
const ssoRoles = ['operations', 'marketer', 'sales', 'viewer'] as const

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
  RIPEN_TRUSTED_PROXIES: z.string().default('loopback'),
  RIPEN_ADMIN_EMAIL: z.email('must be an e-mail address').nullable().default(null),
  RIPEN_ADMIN_PASSWORD: z.string().nullable().default(null),
  RIPEN_ADMIN_PASSWORD_FILE: z.string().nullable().default(null),
  RIPEN_SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'must look like smtps://user:password@mail.example.com:465' })
    .nullable()
    .default(null),
  RIPEN_MAIL_FROM: z.string().regex(/@/, 'must look like Ripen <ripen@example.com>').default('Ripen <ripen@localhost>'),
  RIPEN_OIDC_ISSUER: z
    .url({ protocol: /^https?$/, error: 'must look like https://login.example.com' })
    .nullable()
    .default(null),
  RIPEN_OIDC_CLIENT_ID: z.string().nullable().default(null),
  RIPEN_OIDC_CLIENT_SECRET: z.string().nullable().default(null),
  RIPEN_OIDC_NAME: z.string().max(40, 'must have at most 40 characters').default('single sign-on'),
  RIPEN_OIDC_ALLOWED_DOMAINS: z.string().nullable().default(null),
  RIPEN_OIDC_ROLE: z.enum(ssoRoles, { error: `must be one of ${ssoRoles.join(', ')}` }).default('viewer'),
  RIPEN_OIDC_TRUST_EMAIL: z.enum(['yes', 'no'], { error: 'must be yes or no' }).default('no'),
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
  /** Proxies whose word on where a request comes from is taken: addresses, networks, or `loopback`. */
  trustedProxies: readonly string[]
  /** The first administrator of an unattended set-up. */
  admin: Readonly<{ email: string; password: string | null; passwordFile: string | null }> | null
  mail: Readonly<{ server: string | null; from: string }>
  sso: Readonly<{
    name: string
    issuer: string
    clientId: string
    clientSecret: string
    domains: readonly string[]
    role: (typeof ssoRoles)[number]
    trustEmail: boolean
  }> | null
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
    trustedProxies: listOf(values.RIPEN_TRUSTED_PROXIES),
    admin: adminOf(values),
    mail: { server: values.RIPEN_SMTP_URL, from: values.RIPEN_MAIL_FROM },
    sso: ssoOf(values),
    logLevel: values.LOG_LEVEL,
    dbConnections: values.RIPEN_DB_CONNECTIONS,
  }
}

type Settings = z.infer<typeof settings>

function adminOf(values: Settings): Config['admin'] {
  const { RIPEN_ADMIN_EMAIL: email, RIPEN_ADMIN_PASSWORD: password, RIPEN_ADMIN_PASSWORD_FILE: passwordFile } = values
  if (email === null) return null
  if (password === null && passwordFile === null)
    throw new InvalidConfig('RIPEN_ADMIN_EMAIL', 'needs RIPEN_ADMIN_PASSWORD or RIPEN_ADMIN_PASSWORD_FILE beside it')
  return { email: email.toLowerCase(), password, passwordFile }
}

function ssoOf(values: Settings): Config['sso'] {
  const { RIPEN_OIDC_ISSUER: issuer, RIPEN_OIDC_CLIENT_ID: clientId, RIPEN_OIDC_CLIENT_SECRET: clientSecret } = values
  if (issuer === null) return null
  if (clientId === null || clientSecret === null)
    throw new InvalidConfig('RIPEN_OIDC_ISSUER', 'needs RIPEN_OIDC_CLIENT_ID and RIPEN_OIDC_CLIENT_SECRET beside it')
  return {
    issuer,
    clientId,
    clientSecret,
    name: values.RIPEN_OIDC_NAME,
    domains: listOf(values.RIPEN_OIDC_ALLOWED_DOMAINS ?? '').map((domain) => domain.toLowerCase().replace(/^@/, '')),
    role: values.RIPEN_OIDC_ROLE,
    trustEmail: values.RIPEN_OIDC_TRUST_EMAIL === 'yes',
  }
}

function listOf(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((part) => part !== '')
}

function sentence(message: string): string {
  return /^(must|is) /.test(message) ? message : `is not valid (${message})`
}
