import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { genericOAuth } from 'better-auth/plugins/generic-oauth'
import { Kysely, PostgresDialect, type PostgresPool } from 'kysely'
import pg from 'pg'
import type { Logger } from 'pino'
import { newId } from '../../db/new-id.ts'
import type { Time } from '../../domain/facts.ts'
import { COOKIE_PREFIX } from './session-cookie.ts'
import { SESSION_LASTS } from './sessions.ts'

/** A provider of OpenID Connect whose people may sign in here. */
export interface SingleSignOn {
  readonly name: string
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** An address counts also where the provider does not say that it is verified. */
  readonly trustEmail: boolean
}

export interface AuthOptions {
  readonly pool: pg.Pool
  readonly log: Logger
  readonly secret: string
  /** Address by which people reach Ripen. */
  readonly url: string
  readonly sso: SingleSignOn | null
  readonly hashOfPassword: (password: string) => Promise<string>
  readonly isPassword: (known: string, given: string) => Promise<boolean>
  /** Whether somebody who signs in may. */
  readonly isActive: (person: string) => Promise<boolean>
  /** Whether an address that nobody has yet may come by single sign-on. */
  readonly isWelcome: (email: string) => Promise<boolean>
  /** Gives whoever came by single sign-on for the first time a role. */
  readonly welcome: (person: { readonly id: string; readonly name: string; readonly email: string }) => Promise<void>
  readonly now: () => Time
}

/** Where a request comes from, for the list of sessions. */
export interface Origin {
  readonly address: string
  readonly browser: string
  readonly cookie?: string
}

/** What to answer a browser with. */
export interface AuthAnswer {
  readonly cookies: readonly string[]
  /** Where it is to go on; null: nowhere. */
  readonly location: string | null
}

export type Auth = ReturnType<typeof createAuth>

const PROVIDER = 'sso'
/** Below this, all that the library serves; we call it ourselves, and hand on its callback alone. */
const AUTH_PATH = '/api/v1/auth'
const LONGEST_BROWSER = 300

/** People's sign-in: better-auth on our tables. Who may come, and what they may do then, is ours to say. */
export function createAuth(options: AuthOptions) {
  const { log, secret, sso } = options
  const secure = options.url.startsWith('https:')
  const auth = betterAuth({
    ...tables,
    database: { db: kyselyOf(options.pool), type: 'postgres', transaction: true },
    baseURL: options.url,
    basePath: AUTH_PATH,
    secret,
    telemetry: { enabled: false },
    logger: { level: 'warn', log: (level, text) => (level === 'error' ? log.error(text) : log.debug(text)) },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      maxPasswordLength: 1000,
      password: {
        hash: options.hashOfPassword,
        verify: ({ hash, password }) => options.isPassword(hash, password),
      },
    },
    // Ours count by account too, and stand before every way in (features/attempts).
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      useSecureCookies: secure,
      database: { generateId: () => newId(options.now()) },
      ipAddress: { ipAddressHeaders: ['x-ripen-address'] },
    },
    plugins: sso === null ? [] : [genericOAuth({ config: [providerOf(sso)] })],
    databaseHooks: hooksOf(options),
  })

  return {
    /** A new session; null where address and password are not those of somebody who may sign in. */
    async signIn(email: string, password: string, from: Origin): Promise<AuthAnswer | null> {
      const body = { email, password }
      const response = await auth.api.signInEmail({ body, headers: headersOf(from), asResponse: true })
      if (response.status >= 500) throw new Error(`Signing in failed: ${await response.text()}`)
      return response.ok ? answerOf(response) : null
    },

    /** Begins a sign-in at the provider: the browser takes its cookies and goes to the location. */
    async beginSso(to: string, from: Origin): Promise<AuthAnswer> {
      const body = { provider: PROVIDER, callbackURL: to, errorCallbackURL: '/sign-in', disableRedirect: true }
      const response = await auth.api.signInSocial({ body, headers: headersOf(from), asResponse: true })
      const { url = null } = (await response.clone().json()) as { url?: string }
      return { ...answerOf(response), location: response.ok ? url : null }
    },

    /** Ends it, when the browser comes back. */
    async finishSso(query: string, from: Origin): Promise<AuthAnswer> {
      const address = `${options.url}${AUTH_PATH}/callback/${PROVIDER}${query}`
      return answerOf(await auth.handler(new Request(address, { headers: headersOf(from) })))
    },
  }
}

/** Times as the library wants them: its own connections of the shared pool read a timestamptz as a Date. */
function kyselyOf(pool: pg.Pool): Kysely<never> {
  const connect = async () => {
    const client = await pool.connect()
    const query = (text: string, values: unknown[]) => client.query({ text, values, types: pg.types })
    return { query, release: () => client.release() }
  }
  const shared = { connect, end: async () => {} } as unknown as PostgresPool
  return new Kysely<never>({ dialect: new PostgresDialect({ pool: shared }) })
}

const times = { createdAt: 'created_at', updatedAt: 'updated_at' } as const

const tables = {
  user: { modelName: 'people', fields: { emailVerified: 'email_verified', ...times } },
  session: {
    modelName: 'sessions',
    fields: {
      userId: 'person_id',
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
      ...times,
    },
    expiresIn: SESSION_LASTS / 1000,
  },
  account: {
    modelName: 'sign_ins',
    fields: {
      userId: 'person_id',
      providerId: 'provider_id',
      accountId: 'account_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
      ...times,
    },
    updateAccountOnSignIn: false,
  },
  verification: { modelName: 'verifications', fields: { expiresAt: 'expires_at', ...times } },
} satisfies BetterAuthOptions

function providerOf({ issuer, clientId, clientSecret, name, trustEmail }: SingleSignOn) {
  return {
    providerId: PROVIDER,
    name,
    clientId,
    clientSecret,
    discoveryUrl: `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`,
    requireIdTokenVerification: true,
    scopes: ['openid', 'email', 'profile'],
    pkce: true,
    mapProfileToUser: (profile: Record<string, unknown>) => {
      const email = String(profile['email'] ?? '').toLowerCase()
      const name = String(profile['name'] ?? '').replace(/\p{Cc}/gu, '')
      return {
        email,
        name: (name.trim() || email).slice(0, 200),
        ...(trustEmail ? { emailVerified: true } : {}),
      }
    },
  }
}

/** Tokens of the provider are of no use to us, and so not kept. */
const noTokens = { accessToken: null, refreshToken: null, idToken: null }

function hooksOf({ isActive, isWelcome, welcome, now }: AuthOptions): NonNullable<BetterAuthOptions['databaseHooks']> {
  return {
    session: {
      create: {
        before: async (session) => {
          if (!(await isActive(session.userId))) return false
          const at = new Date(now())
          const userAgent = session.userAgent?.slice(0, LONGEST_BROWSER) ?? null
          const expiresAt = new Date(now() + SESSION_LASTS)
          return { data: { ...session, userAgent, createdAt: at, updatedAt: at, expiresAt } }
        },
      },
    },
    user: {
      create: {
        before: async (user) => {
          if (!user.emailVerified || !(await isWelcome(user.email))) return false
          return { data: { ...user, image: null } }
        },
        after: async ({ id, name, email }) => welcome({ id, name, email }),
      },
    },
    account: {
      create: { before: async (account) => ({ data: { ...account, ...noTokens } }) },
      update: { before: async (account) => ({ data: { ...account, ...noTokens } }) },
    },
  }
}

function headersOf({ address, browser, cookie }: Origin): Headers {
  const headers = new Headers({ 'x-ripen-address': address, 'user-agent': browser.slice(0, LONGEST_BROWSER) })
  if (cookie !== undefined) headers.set('cookie', cookie)
  return headers
}

function answerOf(response: Response): AuthAnswer {
  return { cookies: response.headers.getSetCookie(), location: response.headers.get('location') }
}
