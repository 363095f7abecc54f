import { z } from 'zod'
import { ActorView } from './actor.ts'
import { PublishEffect } from './lifecycle.ts'
import { Moment } from './moment.ts'

export const DraftParams = z.object({ id: z.guid() })

const DraftName = z
  .string()
  .trim()
  .min(1, 'a name is needed')
  .max(100, 'at most 100 characters')
  .regex(/^[^\p{Cc}]*$/u, 'no control characters')
  .meta({ example: 'MQL from 45 points' })

const base = z.int().positive().describe('the version that it was made from').meta({ example: 7 })
const revision = z.int().positive().describe('grows by one with each save').meta({ example: 12 })

/** A lifecycle that people are at work on, without its text. */
export const DraftItem = z
  .object({
    id: z.guid(),
    name: z.string(),
    base,
    revision,
    effect: PublishEffect,
    bringsBack: z.int().nullable().describe('the earlier version that it was begun from, to bring it back'),
    createdAt: Moment,
    createdBy: ActorView,
    changedAt: Moment,
    changedBy: ActorView,
    editors: z.array(z.object({ by: ActorView, at: Moment })).describe('who edited it, and when last; the last first'),
    proposal: z.guid().nullable().describe('what stands of it before the owning teams'),
  })
  .meta({ id: 'DraftItem' })
export type DraftItem = z.infer<typeof DraftItem>

export const DraftView = DraftItem.extend({
  document: z.string().describe('the draft as YAML; it may have faults'),
  state: z.enum(['open', 'discarded', 'published']),
  closedBy: ActorView.nullable(),
  publishedVersion: z.int().nullable(),
}).meta({ id: 'Draft' })
export type DraftView = z.infer<typeof DraftView>

export const DraftList = z.object({ items: z.array(DraftItem) }).meta({ id: 'DraftList' })

const document = z.string().describe('the lifecycle as YAML')

export const CreateDraft = z
  .union([
    z.object({ name: DraftName.optional(), document, base: base.optional(), effect: PublishEffect.optional() }),
    z.object({
      name: DraftName.optional(),
      effect: PublishEffect.optional(),
      bringBack: z.int().positive().max(2_147_483_647).describe('the version that the draft is to be equal to'),
    }),
  ])
  .meta({ id: 'CreateDraft' })
export type CreateDraft = z.infer<typeof CreateDraft>

export const DraftCreated = DraftView.extend({
  ways: z
    .array(z.object({ stage: z.string(), to: z.string() }))
    .describe('stages that came since, with where their contacts would go: proposed under `migrate`'),
}).meta({ id: 'DraftCreated' })
export type DraftCreated = z.infer<typeof DraftCreated>

export const SaveDraft = z
  .object({
    document: document.optional(),
    name: DraftName.optional(),
    base: base.optional(),
    effect: PublishEffect.optional(),
  })
  .meta({ id: 'SaveDraft' })
export type SaveDraft = z.infer<typeof SaveDraft>

export const DraftSaved = z
  .object({ revision, changedAt: Moment, withdrawn: z.boolean().describe('agreement that was given is taken back') })
  .meta({ id: 'DraftSaved' })
export type DraftSaved = z.infer<typeof DraftSaved>
