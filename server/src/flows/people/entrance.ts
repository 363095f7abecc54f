import { hashOfPassword, isPassword } from '../../features/people/passwords.ts'
import { findPerson } from '../../features/people/people.ts'
import type { Auth } from '../../features/sessions/auth.ts'
import { createSessionCookie, type SessionCookie } from '../../features/sessions/session-cookie.ts'
import type { Mail } from '../../integrations/mail/mail.ts'
import type { Ripen } from '../ripen.ts'
import { isWelcome, type SsoSettings, welcomePerson } from './welcome-person.ts'

export interface EntranceSettings {
  readonly secret: string
  /** Address by which people reach Ripen, once it is known. */
  readonly url: () => string
  readonly mail: Mail
  readonly sso: SsoSettings | null
}

/** What people come in by. */
export interface Entrance extends EntranceSettings {
  readonly cookie: SessionCookie
  auth(): Promise<Auth>
}

/** Signing in. The library behind it is loaded when somebody is about to: it takes a second, and programs need none of it. */
export function createEntrance(ripen: Ripen, settings: EntranceSettings): Entrance {
  let auth: Promise<Auth> | undefined
  const { secret, sso } = settings
  const make = async () => {
    const { createAuth } = await import('../../features/sessions/auth.ts')
    const { pool } = ripen.db
    return createAuth({
      pool,
      log: ripen.log,
      secret,
      url: settings.url(),
      sso,
      hashOfPassword,
      isPassword,
      isActive: async (id) => (await findPerson(pool, id))?.active === true,
      isWelcome: (email) => isWelcome(ripen, sso, email),
      welcome: (person) => welcomePerson(ripen, sso, person),
      now: ripen.now,
    })
  }
  return {
    ...settings,
    get cookie() {
      return createSessionCookie({ secret, secure: settings.url().startsWith('https:') })
    },
    auth: () => {
      auth ??= make()
      auth.catch(() => {
        auth = undefined
      })
      return auth
    },
  }
}
