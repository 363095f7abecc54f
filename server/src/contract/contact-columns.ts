import { z } from 'zod'

/** What a list of contacts can say of each, by the names of its columns. */
const plainColumns = [
  'name',
  'email',
  'id',
  'account',
  'stage',
  'level',
  'since',
  'reason',
  'source',
  'origin',
  'campaign',
  'country',
  'owner',
  'grade',
  'active',
  'created',
] as const
type PlainColumn = (typeof plainColumns)[number]

/** Columns of which there are as many as there are names. */
const namedKinds = ['trait', 'account', 'score'] as const

/** `stage`, `trait:industry`, `account:employees`, `score:engagement`. */
export type ContactColumn =
  | { readonly kind: 'plain'; readonly name: PlainColumn }
  | { readonly kind: (typeof namedKinds)[number]; readonly name: string }

const MOST_COLUMNS = 20
const LONGEST_NAME = 200

/** A column by its name; null where there is none of that name. */
export function readColumn(text: string): ContactColumn | null {
  const plain = plainColumns.find((one) => one === text)
  if (plain !== undefined) return { kind: 'plain', name: plain }
  const [before = '', name = ''] = text.split(/:(.*)/s)
  const kind = namedKinds.find((one) => one === before)
  return kind === undefined || name === '' || name.length > LONGEST_NAME ? null : { kind, name }
}

/** The columns that a query names, in its order and each once. A comma within a name is written `%2C`. */
export const columnsQuery = z
  .string()
  .min(1)
  .max(6000)
  .transform((text, context) => {
    const names = [...new Set(text.split(',').map((part) => part.trim().replaceAll(/%2c/gi, ',')))]
    if (names.length > MOST_COLUMNS) {
      context.addIssue({
        code: 'custom',
        message: `may name ${MOST_COLUMNS} columns at most, and names ${names.length}`,
      })
      return z.NEVER
    }
    const unknown = names.find((name) => readColumn(name) === null)
    if (unknown !== undefined) {
      context.addIssue({
        code: 'custom',
        message: `“${unknown}” is no column. There are ${plainColumns.join(', ')}, and trait:NAME, account:NAME, score:NAME`,
      })
      return z.NEVER
    }
    return names
  })
  .describe(
    `columns that \`values\` shall have, with commas between them, ${MOST_COLUMNS} at most: ${plainColumns.join(', ')}, \`trait:NAME\` (a trait of the contact), \`account:NAME\` (one of its account), \`score:NAME\` (points now)`,
  )
  .meta({ example: 'stage,trait:industry,score:engagement' })

export const ColumnValues = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
  .describe('what the `columns` that were asked for say, by their names; long texts are cut')
export type ColumnValues = z.infer<typeof ColumnValues>
