import { PublishEffect } from '../contract/lifecycle.ts'
import { AppError } from '../domain/app-error.ts'

/** What `--effect` takes, for the list of options. */
export const EFFECT_HELP = 'keep: who is in a stage stays; restate: is moved to where the version would have had it'

/** Reads `--effect`. */
export function publishEffect(text: string): PublishEffect {
  const read = PublishEffect.safeParse(text)
  if (!read.success)
    throw new AppError('invalid', `There is no effect ${text}. Publishing has the effect keep, or restate.`)
  return read.data
}
