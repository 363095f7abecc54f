import type pg from 'pg'
import { type CopyToStreamQuery, from, to } from 'pg-copy-streams'

/** The bytes of a COPY out, the cheapest way out. `query` is ours, never a user's. */
export function copyOut(client: pg.PoolClient, query: string): CopyToStreamQuery {
  return client.query(to(query))
}

/**
 * Rows of bytes and whole numbers of 32 bits, read as bytes: what is large arrives as it is stored, neither written as text nor read as such. COPY
 * takes no parameters, so what is asked for goes into a setting of the transaction, `current_setting('ripen.asked')`.
 */
export async function copyBytes(
  client: pg.PoolClient,
  query: string,
  asked: string,
): Promise<readonly (readonly (Buffer | null)[])[]> {
  await client.query({ name: 'copy-asked', text: `select set_config('ripen.asked', $1, true)`, values: [asked] })
  const chunks: Buffer[] = []
  for await (const chunk of copyOut(client, `copy (${query}) to stdout (format binary)`)) chunks.push(chunk as Buffer)
  return readBinaryRows(Buffer.concat(chunks))
}

const SIGNATURE = 11

/** The rows of a binary COPY: after its head, for each row the number of its values, and each with its length. */
function readBinaryRows(bytes: Buffer): readonly (readonly (Buffer | null)[])[] {
  const rows: (Buffer | null)[][] = []
  let at = SIGNATURE + 8 + bytes.readInt32BE(SIGNATURE + 4)
  for (;;) {
    const columns = bytes.readInt16BE(at)
    at += 2
    if (columns < 0) return rows
    const row: (Buffer | null)[] = []
    for (let column = 0; column < columns; column++) {
      const length = bytes.readInt32BE(at)
      at += 4
      row.push(length < 0 ? null : bytes.subarray(at, at + length))
      at += Math.max(0, length)
    }
    rows.push(row)
  }
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
