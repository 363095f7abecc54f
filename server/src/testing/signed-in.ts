import type pg from 'pg'
import type { Role } from '../contract/people.ts'
import { hashOfPassword } from '../features/people/passwords.ts'
import { insertPerson } from '../features/people/people.ts'

const PASSWORD = 'a good long secret of a test'
// Each hash takes longer than all else of a sign-in, and tests want many people.
let hash: Promise<string> | undefined
let count = 0

export interface SignedIn {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly password: string
  /** The session's cookie, as a browser sends it: `name=value`. */
  readonly cookie: string
  /** All that a page of ours sends with a request that changes something. */
  readonly headers: Readonly<Record<string, string>>
}

/** Adds a person (default: an administrator), and signs it in by the front door. */
export async function signedIn(
  { url, pool }: { readonly url: string; readonly pool: Pick<pg.Pool, 'query'> },
  given: { readonly name?: string; readonly role?: Role; readonly teams?: readonly string[] } = {},
): Promise<SignedIn> {
  const { role = 'admin', teams = [], name = `Person ${role}` } = given
  hash ??= hashOfPassword(PASSWORD)
  count += 1
  const email = `${role}.${count}@ripen.example`
  const person = await insertPerson(pool, { name, email, role, teams, password: await hash }, Date.now())
  if (person === null) throw new Error(`${email} is taken.`)
  const cookie = await signInAs(url, { email, password: PASSWORD })
  return { ...person, password: PASSWORD, cookie, headers: { cookie, origin: url } }
}

/** Opens a session as the page does. @returns its cookie, as a browser sends it */
export async function signInAs(
  url: string,
  body: { readonly email: string; readonly password: string },
): Promise<string> {
  const response = await fetch(`${url}/api/v1/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`Signing in failed: ${await response.text()}`)
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}
