import type { z } from 'zod'
import type { Ripen } from '../ripen.ts'

/** A report: how it is asked, what it answers, and how it is made. */
export interface Report<Query extends z.ZodObject = z.ZodObject, Answer extends z.ZodType = z.ZodType> {
  readonly name: string
  /** What it tells, in a few words. */
  readonly says: string
  readonly query: Query
  readonly answer: Answer
  show(ripen: Ripen, query: z.infer<Query>): Promise<z.infer<Answer>>
}

/** Keeps what a report's parts say of one another. */
export function report<Query extends z.ZodObject, Answer extends z.ZodType>(
  parts: Report<Query, Answer>,
): Report<Query, Answer> {
  return parts
}
