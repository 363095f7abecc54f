import { createHash, randomBytes } from 'node:crypto'

/** The secret of a link that is sent: random to its last bit, and safe in an address. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is kept of it. What is random to its last bit cannot be guessed back from a plain hash. */
export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
