import { z } from 'zod'
import { type EventKind, mayCome, vocabulary } from '../../domain/vocabulary.ts'
import { opportunityData } from '../segment/read-opportunity.ts'

const anything = z.looseObject({})
const text = z.string().min(1).max(500)

/** What the data of an event may be, by kind; further keys are kept. */
const dataOf = {
  page: anything,
  screen: anything,
  track: anything,
  traits: z.looseObject({ set: z.record(z.string(), z.json()) }),
  conversion: z.looseObject({
    offer: z.enum(['top', 'middle', 'bottom']).optional(),
    gave: z.array(z.string()).optional(),
  }),
  subscription: z.looseObject({ on: z.boolean().default(true) }),
  communication: z.looseObject({
    medium: z.enum(['email', 'call', 'meeting', 'chat', 'letter']),
    direction: z.enum(['in', 'out']),
    outcome: text.optional(),
    proof: z.enum(['said', 'system']).optional(),
    automated: z.boolean().optional(),
  }),
  opportunity: opportunityData,
  answer: z.looseObject({ values: z.record(z.string(), z.json()) }),
  handoff: z.looseObject({
    state: z.enum(['started', 'assigned', 'accepted', 'rejected', 'recycled', 'closed']),
    track: text.optional(),
    reason: text.optional(),
  }),
  asserted: z.looseObject({
    track: text.optional(),
    by: z.enum(['import', 'crm']).default('crm'),
    undated: z.boolean().optional(),
  }),
} as const satisfies Partial<Record<EventKind, z.ZodType>>

export type OwnKind = keyof typeof dataOf

/** Kinds whose name may be left out. */
const nameless: readonly EventKind[] = ['page', 'screen', 'traits']

export const ownKinds = Object.keys(dataOf) as OwnKind[]

/** The schema of each kind's data, and what an event of the kind says. */
export function describeOwnKinds(): readonly {
  readonly kind: OwnKind
  readonly data: z.ZodType
  readonly says: string
}[] {
  return ownKinds.map((kind) => ({ kind, data: dataOf[kind], says: vocabulary[kind].says }))
}

/** How the data of one kind is checked, and whether such an event needs a name. Null for a kind that comes another way. */
export function findOwnKind(kind: string): { kind: OwnKind; data: z.ZodType; needsName: boolean; says: string } | null {
  if (!Object.hasOwn(dataOf, kind)) return null
  const own = kind as OwnKind
  if (!mayCome(own, 'server')) return null
  return { kind: own, data: dataOf[own], needsName: !nameless.includes(own), says: vocabulary[own].says }
}
