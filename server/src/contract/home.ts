import { z } from 'zod'
import { ActorView } from './actor.ts'
import { ContactItem, ProposalView } from './contacts.ts'
import { ImportView } from './imports.ts'
import { Moment } from './moment.ts'
import { Total } from './page.ts'
import { TransitionView } from './transitions.ts'

const ContactRef = TransitionView.shape.contact

const WaitingProposal = ProposalView.extend({ contact: ContactRef })

const LatestMove = z
  .object({
    contact: ContactRef,
    track: z.string(),
    from: z.string().nullable().describe('where the contact was before all that came about together'),
    to: z.string(),
    level: z.string().nullable(),
    recordedAt: Moment,
    text: z.string().describe('what moved it, in words').meta({ example: 'met the criteria' }),
    trigger: z
      .string()
      .nullable()
      .describe('what happened right before it; null where a person, or time, moved it')
      .meta({ example: 'Requested a demo' }),
  })
  .describe('steps of one contact that were written down together are one move')
export type LatestMove = z.infer<typeof LatestMove>

/** What needs whoever asks, and what moved of late. */
export const HomeView = z
  .object({
    empty: z.boolean().describe('nothing came in yet: there is no contact'),
    proposals: z
      .object({ items: z.array(WaitingProposal), total: Total })
      .nullable()
      .describe('moves that wait for a word of those who ask; null for those who may move nobody'),
    waiting: z
      .object({ track: z.string(), stages: z.array(z.string()), items: z.array(ContactItem) })
      .nullable()
      .describe('for sales: people in stages that their teams own or decide on, the latest first'),
    agreements: z
      .array(
        z.object({
          id: z.guid().describe('of the proposal'),
          name: z.string(),
          askedBy: ActorView,
          askedAt: Moment,
          differences: z.int(),
          teams: z.array(z.string()).describe('in whose name whoever asks may answer'),
        }),
      )
      .describe('changes of the lifecycle that wait for a word of their teams'),
    rejected: Total.nullable().describe(
      'messages of the last seven days that were not taken; null for those who change nothing',
    ),
    imports: z
      .array(ImportView.pick({ id: true, fileName: true, state: true, rows: true, bytes: true, bytesRead: true }))
      .describe('that go on now, and failed ones of the last seven days'),
    duplicates: Total.nullable().describe('pairs of contacts that may be one person; null likewise'),
    moves: z.array(LatestMove).describe('the last recorded first'),
  })
  .meta({ id: 'Home' })
export type HomeView = z.infer<typeof HomeView>
