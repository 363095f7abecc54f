import { z } from 'zod'

/** What every error looks like (RFC 9457), as application/problem+json. */
export const ProblemView = z
  .looseObject({
    type: z.string().meta({ example: 'about:blank' }),
    title: z.string().describe('the same for every problem of its sort').meta({ example: 'There is no such thing' }),
    status: z.int().meta({ example: 404 }),
    detail: z.string().describe('what is wrong this time').meta({ example: 'There is no contact 42.' }),
    code: z.string().describe('for programs').meta({ example: 'not_found' }),
    faults: z
      .array(z.object({ place: z.string(), detail: z.string() }))
      .optional()
      .describe('the fields of the request that are wrong'),
    differences: z
      .array(z.string())
      .optional()
      .describe('what was changed meanwhile by others, where a lifecycle was published in between'),
  })
  .meta({ id: 'Problem' })
export type ProblemView = z.infer<typeof ProblemView>
