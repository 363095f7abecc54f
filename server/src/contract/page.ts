import { z } from 'zod'

const LARGEST_PAGE = 200

/** What every list is asked with. */
export const PageQuery = z.object({
  cursor: z.string().min(1).max(500).optional().describe('`next` of the page before; nothing for the first page'),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(LARGEST_PAGE)
    .default(50)
    .describe(`most entries of a page, up to ${LARGEST_PAGE}`),
})
export type PageQuery = z.infer<typeof PageQuery>

const next = z
  .string()
  .nullable()
  .describe('cursor of the next page; null on the last one. A search may give one also behind a page that is not full')

/** A page of a list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next })
}

export interface Page<Item> {
  items: Item[]
  next: string | null
}

export const Total = z
  .object({
    count: z.int().nonnegative(),
    exact: z.boolean().describe('false where it is an estimate, or a lower bound'),
  })
  .describe('how many there are on all pages; of a search that many fit, about how many')
export type Total = z.infer<typeof Total>
