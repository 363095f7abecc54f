import { z } from 'zod'

/** Who did something. */
export const ActorView = z
  .union([z.object({ user: z.string() }), z.object({ key: z.string() }), z.literal('system')])
  .describe('a person who uses Ripen, an API key by its id, or Ripen itself')
