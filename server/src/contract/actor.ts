import { z } from 'zod'

/** Who did something. */
export const ActorView = z
  .union([
    z.object({ user: z.string(), name: z.string().optional() }),
    z.object({ key: z.string() }),
    z.literal('system'),
  ])
  .describe('a person who uses Ripen by its id, with its name at the time, an API key by its id, or Ripen itself')
