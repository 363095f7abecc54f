import type pg from 'pg'
import { type CopyToStreamQuery, from, to } from 'pg-copy-streams'

/** The bytes of a COPY out, the cheapest way out. `query` is ours, never a user's. */
export function copyOut(client: pg.PoolClient, query: string): CopyToStreamQuery {
  return client.query(to(query))
}

/** Writes lines with COPY, the cheapest way in. Table and columns are ours, never a user's. */
export async function copyLines(client: pg.PoolClient, into: string, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return
  const stream = client.query(from(`copy ${into} from stdin`))
  await new Promise<void>((resolve, reject) => {
    stream.on('error', reject)
    stream.on('finish', resolve)
    stream.end(lines.join(''))
  })
}

/** A value of COPY that stands for nothing. */
export const COPY_NULL = '\\N'

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** A text as a value of COPY: what ends a value or a line is escaped. */
export function copyText(value: string): string {
  return isPlain(value) ? value : value.replace(/[\\\n\r\t]/g, (character) => ESCAPES[character] ?? character)
}

const isPlain = (value: string) =>
  !value.includes('\\') && !value.includes('\n') && !value.includes('\r') && !value.includes('\t')
