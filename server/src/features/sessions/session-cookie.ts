import { createHmac, timingSafeEqual } from 'node:crypto'

export const COOKIE_PREFIX = 'ripen'

export interface SessionCookie {
  readonly name: string
  /** The token in a cookie's value; null where it is not signed by us. */
  tokenIn(value: string | undefined): string | null
  /** The line that gives a browser this value for so long (0: takes it away). */
  line(value: string, lastsMs: number): string
}

/** The cookie of a session as better-auth signs and names it, read and written without it. */
export function createSessionCookie({ secret, secure }: { secret: string; secure: boolean }): SessionCookie {
  const name = `${secure ? '__Secure-' : ''}${COOKIE_PREFIX}.session_token`
  const sign = (token: string) => createHmac('sha256', secret).update(token).digest('base64')
  return {
    name,
    tokenIn(value) {
      const dot = value?.lastIndexOf('.') ?? -1
      if (value === undefined || dot < 1) return null
      const token = value.slice(0, dot)
      const [given, ours] = [Buffer.from(value.slice(dot + 1)), Buffer.from(sign(token))]
      return given.length === ours.length && timingSafeEqual(given, ours) ? token : null
    },
    line(value, lastsMs) {
      const age = `Max-Age=${Math.round(lastsMs / 1000)}`
      const parts = [`${name}=${encodeURIComponent(value)}`, age, 'Path=/', 'HttpOnly', ...(secure ? ['Secure'] : [])]
      return [...parts, 'SameSite=Lax'].join('; ')
    },
  }
}
