import { z } from 'zod'
import { ActorView } from './actor.ts'
import { Moment } from './moment.ts'
import { pageOf, Total } from './page.ts'

const version = z.int().positive().meta({ example: 7 })

const AgreedTeam = z.object({
  team: z.string(),
  by: ActorView,
  at: Moment,
  how: z
    .enum(['said', 'proposed', 'published'])
    .describe('said so; or is of the team and proposed it, or published it'),
})

const Terms = z.object({
  needs: z
    .enum(['refold', 'decide', 'nothing'])
    .nullable()
    .describe('what it asked of the contacts: folded anew, decided anew, nothing; null of the first'),
  proposal: z.guid().nullable(),
  proposedBy: ActorView.nullable(),
  broughtBack: z.int().nullable().describe('the earlier version that it is again'),
  nobody: z.array(z.string()).describe('owning teams in which nobody could sign in, so that nobody was asked'),
  without: z
    .object({ teams: z.array(z.string()), reason: z.string() })
    .nullable()
    .describe('teams without whose agreement it was published, and why'),
})

export const PublishEffect = z
  .enum(['keep', 'restate'])
  .describe(
    'what becomes of who is in a stage: `keep` leaves them where they are; `restate` moves whom no opportunity or handoff holds to where they would stand had the version always been in force',
  )
export type PublishEffect = z.infer<typeof PublishEffect>

/** A published version without its text. */
export const LifecycleVersionItem = z
  .object({
    version,
    publishedAt: Moment,
    publishedBy: ActorView,
    message: z.string(),
    agreedBy: z.array(AgreedTeam).describe('who agreed to it, one of each owning team'),
    effect: PublishEffect,
    terms: Terms.nullable().describe('null of versions that were published before this was kept'),
  })
  .meta({ id: 'LifecycleVersionItem' })
export type LifecycleVersionItem = z.infer<typeof LifecycleVersionItem>

export const LifecycleVersion = LifecycleVersionItem.extend({
  document: z.string().describe('the lifecycle as YAML, as it was published'),
}).meta({ id: 'LifecycleVersion' })
export type LifecycleVersion = z.infer<typeof LifecycleVersion>

export const LifecycleVersionParams = z.object({ version: z.coerce.number().int().positive().max(2_147_483_647) })
export const CompareVersions = z.object({
  from: z.coerce.number().int().positive().max(2_147_483_647),
  to: z.coerce.number().int().positive().max(2_147_483_647),
})
export const LifecycleVersionPage = pageOf(LifecycleVersionItem)
export type LifecycleVersionPage = z.infer<typeof LifecycleVersionPage>

const StageView = z.object({
  key: z.string().meta({ example: 'mql' }),
  name: z.string().meta({ example: 'Marketing qualified lead' }),
  owner: z.string().nullable().meta({ example: 'marketing' }),
  detour: z.boolean().describe('true for a place beside the ordered stages'),
  mode: z.enum(['automatic', 'approval', 'manual']).nullable().describe('null for a detour'),
  levels: z.array(z.string()),
  reasons: z.array(z.string()).describe('reasons of which a move there needs one; empty: none is asked for'),
  count: z.int().describe('contacts that are in it now'),
})

/** The stages of the present version, in order, with how many contacts are in each. */
export const StagesView = z
  .object({
    version,
    name: z.string().describe('of the lifecycle'),
    tracks: z.array(z.object({ key: z.string(), name: z.string(), stages: z.array(StageView) })),
    unplaced: Total.describe('contacts that stand in no stage of any track'),
    refold: z
      .object({ done: z.int(), total: z.int() })
      .nullable()
      .describe('how many contacts are brought to this version so far; null when all are'),
  })
  .meta({ id: 'Stages' })
export type StagesView = z.infer<typeof StagesView>

const document = z.string().min(1).describe('the lifecycle as YAML')

export const ValidateLifecycle = z.object({ document }).meta({ id: 'ValidateLifecycle' })
export const PublishLifecycle = z
  .object({
    document,
    message: z.string().trim().max(1000).default('').describe('what has changed, for the list of versions'),
    effect: PublishEffect.optional().describe('default: that of the draft, else `keep`'),
    draft: z.guid().optional().describe('the draft that it was: it is closed'),
    withoutAgreement: z
      .string()
      .trim()
      .min(1)
      .max(1000)
      .optional()
      .describe('why it goes without the word of teams that have yet to agree; for administrators and full keys'),
  })
  .meta({ id: 'PublishLifecycle' })

const FaultView = z
  .object({
    path: z.array(z.union([z.string(), z.number()])),
    line: z.int(),
    column: z.int(),
    text: z.string().meta({ example: 'There is no stage “mqll”. Did you mean “mql”?' }),
  })
  .meta({ id: 'LifecycleFault' })

export const NoticeView = FaultView.extend({
  level: z.enum(['warning', 'not_yet_in_effect']),
}).meta({ id: 'LifecycleNotice' })
export type NoticeView = z.infer<typeof NoticeView>

/** One difference between two documents, in words. */
export const DifferenceView = z
  .object({
    change: z.enum(['added', 'removed', 'changed']),
    path: z
      .array(z.union([z.string(), z.number()]))
      .describe('where it is, in the newer document or, if removed, in the older'),
    text: z.string().meta({ example: 'MQL: the engagement score is at least 60 → 50' }),
  })
  .meta({ id: 'LifecycleDifference' })
export type DifferenceView = z.infer<typeof DifferenceView>

export const ComparedVersions = z
  .object({ from: version, to: version, differences: z.array(DifferenceView) })
  .meta({ id: 'ComparedVersions' })
export type ComparedVersions = z.infer<typeof ComparedVersions>

export const Validation = z.object({
  valid: z.boolean(),
  faults: z.array(FaultView),
  notices: z.array(NoticeView).describe('what the document may say but is likely a mistake, or is not yet in effect'),
})
export type Validation = z.infer<typeof Validation>

export const Published = z.object({
  version,
  changed: z.boolean().describe('false where the document is the one that was published already'),
  notices: z.array(NoticeView),
})
export type Published = z.infer<typeof Published>

export const PresetList = z.object({
  items: z.array(z.object({ key: z.string(), says: z.string(), document: z.string() })),
})
