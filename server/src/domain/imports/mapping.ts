import { z } from 'zod'
import { isZone } from '../calendar/zone.ts'
import { message } from '../message.ts'

const column = z.string().min(1).max(500).describe('header of a column, in any letter case')
const scalar = z.union([z.string(), z.number(), z.boolean()])
const lookup = z.record(z.string(), z.union([scalar, z.null()])).describe('what cells stand for; null: nothing')

/** What a cell holds: a column's name alone, or a column with how it is read, or a value that is the same in all rows. */
const cell = z.union([
  column,
  z.strictObject({
    column,
    type: z.enum(['text', 'number', 'boolean', 'date', 'list']).default('text'),
    values: lookup.optional(),
    else: scalar.optional().describe('for cells that `values` does not name (default: the cell itself)'),
    split: z.string().min(1).max(20).optional().describe('what several values in one cell are joined by'),
  }),
  z.strictObject({ value: scalar }),
])
export type CellMapping = z.infer<typeof cell>

/** One column, or several of which each may hold a value. */
const cells = z.union([cell, z.array(cell).min(1).max(50)])
export type CellsMapping = z.infer<typeof cells>

const columnHolds = z.strictObject({
  column,
  is: z.union([scalar, z.array(scalar).min(1)]).optional(),
  not: z.union([scalar, z.array(scalar).min(1)]).optional(),
})

/** Which rows something is made of: those in which a column is filled, or holds certain values, or several of these. */
const when = z.union([column, columnHolds, z.strictObject({ all: z.array(columnHolds).min(1).max(20) })])
export type WhenMapping = z.infer<typeof when>

const traits = z.record(z.string().min(1).max(200), cell)
const time = z.union([column, z.strictObject({ column, format: z.string().min(1).max(60) })])
export type TimeMapping = z.infer<typeof time>

const externalId = z.strictObject({
  object: z.string().regex(/^[a-z][a-z0-9_]{0,30}$/, 'a short name in small letters, such as lead'),
  id: cell,
  characters: z.int().min(1).max(200).optional().describe('how many of its characters count (default: all)'),
})

const contact = z
  .strictObject({
    user_id: cells.optional(),
    email: cells.optional(),
    phone: cells.optional(),
    anonymous_id: cells.optional(),
    record: z
      .union([externalId, z.array(externalId)])
      .optional()
      .describe('ids that the other system gave it'),
    at: time.optional().describe('when it became known (default: the time of the import)'),
    traits: traits.default({}),
    source: cell.optional().describe('its original source'),
    medium: cell.optional(),
    campaign: cell.optional(),
    origin: cell.optional().describe('inbound, outbound, partner, product, event, referral or import'),
    country: cell.optional(),
  })
  .describe('whom a row is about')

const account = z.strictObject({
  id: cell.optional(),
  name: cell.optional(),
  domain: cell.optional(),
  website: cell.optional(),
  traits: traits.default({}),
})

const stage = z
  .strictObject({
    stage: cell.describe('a stage of the lifecycle, or a column with its name'),
    at: time.optional().describe('when it was entered; without it the stage counts as reached, not as entered'),
    when: when.optional(),
  })
  .describe('a stage in which the row says the contact is or was')

const event = z.strictObject({
  kind: z.enum(['track', 'page', 'conversion', 'subscription', 'communication', 'answer']).default('track'),
  name: cell,
  at: time.optional().describe('when it happened (default: when the contact became known)'),
  when: when.optional(),
  id: cell.optional().describe('an id of the event, where two may look alike'),
  properties: traits.default({}),
})

const opportunity = z.strictObject({
  id: cell,
  state: cell,
  at: time.optional(),
  when: when.optional(),
  kind: cell.optional(),
  amount: cell.optional(),
  currency: cell.optional(),
  product: cell.optional(),
  step: cell.optional(),
  reason: cell.optional(),
  role: cell.optional(),
  properties: traits.default({}),
})

/** What the columns of a file mean. */
export const mappingSchema = z
  .strictObject({
    import: z.literal(1).describe('version of this form'),
    name: z.string().min(1).max(200),
    system: z
      .string()
      .regex(/^[a-z][a-z0-9_-]{0,40}$/, 'a short name in small letters, such as hubspot')
      .describe('where the file comes from: ids are kept by it, and the same row is known again by it'),
    timezone: z
      .string()
      .superRefine((zone, context) => {
        if (!isZone(zone)) context.addIssue({ code: 'custom', params: { message: message('fault.zone', { zone }) } })
      })
      .optional()
      .describe('of times that name none (default: the zone of the lifecycle)'),
    dates: z
      .array(z.string().min(1).max(60))
      .max(20)
      .optional()
      .describe('how dates are written, such as M/D/YYYY (default: ISO 8601, and what can mean one day only)'),
    decimal: z.enum(['.', ',']).default('.').describe('what stands before the decimals of a number'),
    empty: z.array(z.string()).default([]).describe('cells that say nothing, such as [not provided]'),
    skip: z
      .union([when, z.array(when)])
      .optional()
      .describe('rows that are left out, such as deleted ones'),
    contact,
    account: account.optional(),
    stages: z.array(stage).max(100).default([]),
    events: z.array(event).max(100).default([]),
    opportunities: z.array(opportunity).max(20).default([]),
  })
  .meta({ id: 'ImportMapping' })

export type Mapping = z.infer<typeof mappingSchema>
export type ContactMapping = Mapping['contact']
export type EventMapping = Mapping['events'][number]
export type OpportunityMapping = Mapping['opportunities'][number]
export type StageMapping = Mapping['stages'][number]
