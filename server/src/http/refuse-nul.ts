import type { FastifyRequest } from 'fastify'
import { AppError } from '../domain/app-error.ts'

class NulCharacter extends AppError {
  override name = 'NulCharacter'
  constructor(where: string) {
    super('invalid', `The ${where} holds a NUL character or half of one, which no text can have.`)
  }
}

/**
 * Refuses what PostgreSQL can neither store nor compare.
 *
 * @throws {NulCharacter}
 */
export async function refuseNul({ body, params, query }: FastifyRequest): Promise<void> {
  for (const [where, part] of Object.entries({ address: params, query, body })) {
    if (holdsNul(part)) throw new NulCharacter(where)
  }
}

function holdsNul(part: unknown): boolean {
  if (typeof part === 'string') return part.includes('\0') || !part.isWellFormed()
  if (typeof part !== 'object' || part === null) return false
  return Object.entries(part).some(([key, value]) => holdsNul(key) || holdsNul(value))
}
