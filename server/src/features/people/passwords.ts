import { hash, verify } from '@node-rs/argon2'

/** argon2id with 19 MiB and two rounds, as OWASP asks for. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function hashOfPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost)
}

export async function isPassword(known: string, given: string): Promise<boolean> {
  return verify(known, given.normalize('NFKC')).catch(() => false)
}
