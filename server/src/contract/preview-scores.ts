import { z } from 'zod'
import { ContactId } from './contacts.ts'

export const AskScorePreview = z
  .object({
    document: z.string().min(1).describe('the candidate as YAML'),
    contacts: z
      .array(ContactId)
      .max(10)
      .optional()
      .describe('whose points are wanted (default: contacts that moved lately, of several stages)'),
  })
  .meta({ id: 'AskScorePreview' })
export type AskScorePreview = z.infer<typeof AskScorePreview>

const PreviewedScore = z.object({
  points: z.number(),
  groups: z.record(z.string(), z.number()).describe('what each group gives; `` for rules without a group'),
  conditions: z.number().describe('what the rules on conditions give'),
})
const Previewed = z.object({
  scores: z.record(z.string(), PreviewedScore),
  grade: z.string().nullable(),
})

/** Points of some contacts now, under the lifecycle in force and under a candidate. */
export const ScorePreviewView = z
  .object({
    version: z.int().describe('of the lifecycle in force'),
    contacts: z.array(
      z.object({
        id: ContactId,
        name: z.string().nullable(),
        email: z.string().nullable(),
        current: Previewed,
        candidate: Previewed,
      }),
    ),
    tooLong: z.array(ContactId).describe('contacts whose history is too long to be folded for a preview'),
    cpu_ms: z.int().nonnegative(),
  })
  .meta({ id: 'ScorePreview' })
export type ScorePreviewView = z.infer<typeof ScorePreviewView>
