import { z } from 'zod'
import { normaliseEmail, normaliseUserId } from '../../domain/identity/normalise.ts'
import type { Identity, IncomingOpportunity } from '../../domain/incoming.ts'
import type { JsonObject } from '../../domain/json.ts'
import type { Lookups, Taken } from './reading.ts'
import { rejectedBy } from './zod-rejection.ts'

const decimal = z
  .union([z.number(), z.string()])
  .transform((amount) => (typeof amount === 'number' ? plainDecimal(amount) : amount.trim()))
  .refine((amount) => /^-?\d{1,15}(\.\d{1,6})?$/.test(amount), 'An amount is a decimal number like "1200.50".')

const currency = z
  .string()
  .transform((code) => code.trim().toUpperCase())
  .refine((code) => /^[A-Z]{3}$/.test(code), 'A currency has three letters, like EUR.')

const id = z.union([z.string(), z.number()]).transform(String)

const person = z.looseObject({
  email: z.string().nullish(),
  phone: z.string().nullish(),
  userId: id.nullish(),
  role: z.string().max(200).nullish(),
})

/** What may be said of a deal; further properties are kept as they are. */
export const opportunityData = z.looseObject({
  kind: z.enum(['new', 'expansion', 'renewal', 'partner']).nullish(),
  state: z.enum(['open', 'won', 'lost']).nullish(),
  amount: decimal.nullish(),
  currency: currency.nullish(),
  product: z.string().max(500).nullish(),
  step: z.string().max(500).nullish(),
  reason: z.string().max(500).nullish(),
  role: z.string().max(200).nullish(),
  people: z.array(person).max(200).nullish(),
})

/**
 * Reads a deal from what was said of it. Rejected where the kind, the state, the amount or the currency is none, with
 * the place below `place`.
 *
 * @param state what the event's name tells; null leaves it to the data.
 */
export function readOpportunity(
  data: JsonObject,
  deal: { readonly id: string; readonly state: 'open' | 'won' | 'lost' | null; readonly place: string },
  lookups: Lookups,
): Taken<IncomingOpportunity> {
  const parsed = opportunityData.safeParse(data)
  if (!parsed.success) return rejectedBy(parsed.error, deal.place)
  const { state, role, people, ...rest } = parsed.data
  const set = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null && value !== undefined))
  return {
    taken: {
      id: deal.id,
      state: deal.state ?? state ?? null,
      set: set as JsonObject,
      people: (people ?? []).flatMap((one) => {
        const identity = identityOf(one, lookups)
        return identity === null ? [] : [{ identity, role: one.role ?? null }]
      }),
      role: role ?? null,
    },
  }
}

function identityOf(one: z.infer<typeof person>, lookups: Lookups): Identity | null {
  const user = one.userId ? normaliseUserId(one.userId) : null
  if (user !== null) return { kind: 'user', value: user }
  const email = one.email ? normaliseEmail(one.email) : null
  if (email !== null) return { kind: 'email', value: email }
  const phone = one.phone ? lookups.normalisePhone(one.phone) : null
  return phone === null ? null : { kind: 'phone', value: phone }
}

/** Six places at most, and never an exponent. */
function plainDecimal(amount: number): string {
  const text = String(amount)
  return /^-?\d+(\.\d{1,6})?$/.test(text) ? text : amount.toFixed(6).replace(/\.?0+$/, '')
}
