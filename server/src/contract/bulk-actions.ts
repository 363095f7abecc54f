import { z } from 'zod'
import { ActorView } from './actor.ts'
import { ContactId, ContactItem, ContactsQuery } from './contacts.ts'
import { Moment } from './moment.ts'
import { PageQuery, pageOf } from './page.ts'

const count = z.int().nonnegative()
const MOST_NAMED = 10_000

/** Whom it is about: contacts by their ids, or all that a list shows but some. */
export const BulkSelection = z
  .union([
    z.object({ ids: z.array(ContactId).min(1).max(MOST_NAMED) }).strict(),
    z
      .object({
        behind: ContactsQuery.omit({ cursor: true, limit: true, columns: true })
          .strict()
          .describe('the parameters of the list of contacts, as its address has them'),
        except: z.array(ContactId).max(MOST_NAMED).default([]).describe('contacts of that list that are left out'),
      })
      .strict(),
  ])
  .meta({ id: 'BulkSelection' })
export type BulkSelection = z.infer<typeof BulkSelection>

const Trait = z.string().trim().min(1).max(100)
const Value = z.union([z.string().max(10_000), z.number(), z.boolean(), z.null()])

/** What is done to each of them. */
export const BulkWork = z
  .discriminatedUnion('do', [
    z.object({
      do: z.literal('move'),
      to: z.string().min(1).max(100).meta({ example: 'nurturing' }),
      track: z.string().min(1).max(100).optional().describe('default: the first track'),
      reason: z.string().trim().min(1).max(500).nullable().default(null),
      force: z.boolean().default(false).describe('also where the lifecycle does not provide for this move'),
    }),
    z.object({
      do: z.literal('set_traits'),
      set: z
        .record(Trait, Value)
        .refine((set) => Object.keys(set).length > 0, 'names no trait')
        .refine((set) => Object.keys(set).length <= 20, 'has more than 20 traits')
        .describe('traits to set; null removes one')
        .meta({ example: { industry: 'Software' } }),
    }),
    z.object({
      do: z.literal('set_owner'),
      owner: z
        .string()
        .trim()
        .min(1)
        .max(320)
        .nullable()
        .describe('name or address of whoever owns them; null: nobody'),
    }),
    z.object({
      do: z.literal('share_out'),
      team: z.string().min(1).max(100).describe('its members take turns'),
      keepOwners: z.boolean().default(false).describe('leave those alone who have an owner'),
    }),
  ])
  .meta({ id: 'BulkWork' })
export type BulkWork = z.infer<typeof BulkWork>

export const NewBulkAction = z
  .object({
    selection: BulkSelection,
    work: BulkWork,
    atOnce: z
      .boolean()
      .default(false)
      .describe('begin without a foresight; else it waits, planned, until it is started'),
  })
  .meta({ id: 'NewBulkAction' })

const BulkState = z
  .enum(['gathering', 'planning', 'planned', 'running', 'stopped', 'done', 'failed', 'undoing', 'undone'])
  .describe(
    'gathering (its people are found), planning (it is foreseen), planned (waits to be started), running, stopped, done, failed, undoing, undone',
  )
export type BulkState = z.infer<typeof BulkState>

const Reason = z.object({
  key: z.string().describe('by which the people are asked for'),
  text: z.string().meta({ example: 'A move back to Lead needs a reason.' }),
  count,
})

/** How many it was done to, and why not to the others. */
const BulkTally = z
  .object({
    done: count,
    unchanged: count.describe('who were so already'),
    refused: count,
    reasons: z.array(Reason).describe('why it was refused, the most frequent first'),
  })
  .meta({ id: 'BulkTally' })
export type BulkTally = z.infer<typeof BulkTally>

export const BulkActionView = z
  .object({
    id: z.guid(),
    work: BulkWork,
    says: z.string().describe('in words').meta({ example: 'Move to Nurturing' }),
    selection: z.enum(['ids', 'behind']),
    state: BulkState,
    people: count.describe('found so far'),
    reached: count.describe('of them, how many are done in the present state'),
    foreseen: BulkTally.nullable().describe('what would become of them; null where it was not asked'),
    result: BulkTally,
    undo: z.object({
      undone: count,
      left: count.describe('whom others changed since, or who are not there any more'),
      reasons: z.array(Reason),
    }),
    failure: z.string().nullable(),
    by: ActorView,
    createdAt: Moment,
    startedAt: Moment.nullable(),
    finishedAt: Moment.nullable(),
    undoneAt: Moment.nullable(),
  })
  .meta({ id: 'BulkAction' })
export type BulkActionView = z.infer<typeof BulkActionView>

export const BulkActionPage = pageOf(BulkActionView)
export type BulkActionPage = z.infer<typeof BulkActionPage>

export const BulkParams = z.object({ id: z.guid() })

export const BulkPeopleQuery = PageQuery.extend({
  outcome: z.enum(['done', 'unchanged', 'refused', 'undone', 'left']).optional(),
  reason: z.string().min(1).max(100).optional().describe('key of a reason'),
})
export type BulkPeopleQuery = z.infer<typeof BulkPeopleQuery>

const BulkPerson = z
  .object({
    contact: ContactItem,
    outcome: z.enum(['done', 'unchanged', 'refused']).nullable().describe('foreseen, until it is done'),
    reason: z.string().nullable(),
    undo: z.enum(['undone', 'left']).nullable(),
    left: z.string().nullable().describe('why it was left alone when the others were undone'),
  })
  .meta({ id: 'BulkPerson' })
export type BulkPerson = z.infer<typeof BulkPerson>

export const BulkPeoplePage = pageOf(BulkPerson)
export type BulkPeoplePage = z.infer<typeof BulkPeoplePage>

/** Teams with somebody in them, for sharing out. */
export const BulkTeams = z.object({
  teams: z.array(z.object({ key: z.string(), members: count })),
  owners: z.array(z.object({ name: z.string(), email: z.string() })),
})
export type BulkTeams = z.infer<typeof BulkTeams>
