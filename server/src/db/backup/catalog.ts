import pg from 'pg'

export type Table = Readonly<{ name: string; columns: readonly string[] }>

type Client = Pick<pg.Pool, 'query'>

/** Every table of ours in schema public, those that others refer to first, with the columns that hold data. */
export async function listTables(client: Client): Promise<Table[]> {
  const tables = await client.query<Table>(
    `select c.relname as name,
       coalesce(array_agg(a.attname::text order by a.attnum) filter (where a.attname is not null), '{}') as columns
     from pg_class c
     left join pg_attribute a
       on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relnamespace = 'public'::regnamespace
       and c.relkind = 'r'
       and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
     group by c.relname
     order by c.relname`,
  )
  const references = await client.query<{ from: string; to: string }>(
    `select child.relname as from, parent.relname as to
     from pg_constraint f
     join pg_class child on child.oid = f.conrelid
     join pg_class parent on parent.oid = f.confrelid
     where f.contype = 'f' and f.connamespace = 'public'::regnamespace and f.conrelid <> f.confrelid`,
  )
  return parentsFirst(tables.rows, references.rows)
}

/** Puts every table after those that it refers to. @throws when tables refer to one another in a circle. */
export function parentsFirst(
  tables: readonly Table[],
  references: readonly Readonly<{ from: string; to: string }>[],
): Table[] {
  const ordered: Table[] = []
  const placed = new Set<string>()
  let waiting = [...tables]
  while (waiting.length > 0) {
    const next = waiting.filter(({ name }) => references.every(({ from, to }) => from !== name || placed.has(to)))
    if (next.length === 0) {
      throw new Error(`Tables refer to one another in a circle: ${waiting.map(({ name }) => name).join(', ')}`)
    }
    ordered.push(...next)
    for (const { name } of next) placed.add(name)
    waiting = waiting.filter(({ name }) => !placed.has(name))
  }
  return ordered
}

/** Where the sequences stand; those that were never used are left out. */
export async function listSequences(client: Client): Promise<{ name: string; value: string }[]> {
  const { rows } = await client.query<{ name: string; value: string }>(
    `select sequencename as name, last_value::text as value
     from pg_sequences
     where schemaname = 'public' and last_value is not null
     order by sequencename`,
  )
  return rows
}

/** `public.name` as it is written in SQL. */
export function qualified(name: string): string {
  return `public.${pg.escapeIdentifier(name)}`
}

/** Columns as they are written in COPY. */
export function columnList(columns: readonly string[]): string {
  return columns.map((column) => pg.escapeIdentifier(column)).join(', ')
}
