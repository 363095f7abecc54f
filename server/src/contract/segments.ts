import { z } from 'zod'
import { ActorView } from './actor.ts'
import { ContactItem } from './contacts.ts'
import { Counting, SegmentKey } from './filter.ts'
import { Moment } from './moment.ts'
import { Total } from './page.ts'

/** Criteria as the lifecycle document has them: `{ all: [ { stage: mql }, { idle: 30d } ] }`. What they say is checked against the lifecycle in force. */
export const Criteria = z
  .record(z.string(), z.unknown())
  .describe('criteria as in the lifecycle document')
  .meta({ id: 'Criteria', example: { all: [{ stage: 'mql' }, { idle: '30d' }] } })
export type Criteria = z.infer<typeof Criteria>

/** `columns`: answered from the rows of the contacts at once; `walk`: found once over all histories, and kept from then on. */
const SegmentKept = z
  .enum(['columns', 'walk'])
  .describe('columns: answered from what is stored of contacts at once; walk: found over all histories, then kept live')

export const SegmentView = z
  .object({
    key: SegmentKey,
    name: z.string().meta({ example: 'Quiet MQLs' }),
    note: z.string(),
    where: Criteria,
    count: z.int().nonnegative().nullable().describe('contacts that are in it; null before they were counted once'),
    countedAt: Moment.nullable().describe('when `count` was right last'),
    state: z
      .enum(['ready', 'counting', 'broken'])
      .describe('broken: the lifecycle in force does not know what it names'),
    counting: Counting.nullable(),
    broken: z.string().nullable().describe('what is wrong with its criteria under the lifecycle in force'),
    kept: SegmentKept,
    usedBy: z
      .array(z.string())
      .describe('where the lifecycle in force uses it: paths of its document, and other segments'),
    createdBy: ActorView,
    createdAt: Moment,
    changedAt: Moment,
  })
  .meta({ id: 'Segment' })
export type SegmentView = z.infer<typeof SegmentView>

export const SegmentList = z.object({ segments: z.array(SegmentView) })
export type SegmentList = z.infer<typeof SegmentList>

const name = z.string().trim().min(1).max(200)
const note = z.string().trim().max(2000)

export const CreateSegment = z
  .object({
    name,
    key: SegmentKey.optional().describe('how criteria name it (default: made of the name)'),
    note: note.default(''),
    where: Criteria,
  })
  .meta({ id: 'CreateSegment' })
export type CreateSegment = z.infer<typeof CreateSegment>

export const ChangeSegment = z
  .object({ name: name.optional(), note: note.optional(), where: Criteria.optional() })
  .refine((given) => Object.values(given).some((part) => part !== undefined), 'at least one of name, note, where')
  .meta({ id: 'ChangeSegment' })
export type ChangeSegment = z.infer<typeof ChangeSegment>

export const CountPeople = z
  .object({ where: Criteria, limit: z.int().min(0).max(20).default(5).describe('most people to be shown') })
  .meta({ id: 'CountPeople' })
export type CountPeople = z.infer<typeof CountPeople>

/** How many contacts criteria hold for, and the first of them. */
export const PeopleCounted = z
  .object({
    ...Total.shape,
    people: z.array(ContactItem),
    kept: SegmentKept,
    counting: Counting.nullable().describe('not null while not everybody was looked at: ask again'),
  })
  .meta({ id: 'PeopleCounted' })
export type PeopleCounted = z.infer<typeof PeopleCounted>
