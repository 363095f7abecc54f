import pg from 'pg'

/** A row as it came: its bytes are overwritten by what is read next. */
export type ByteRow = readonly (Buffer | null)[]

/**
 * Rows of bytes and whole numbers of 32 bits, read as bytes: what is large arrives as it is stored, neither written as text nor read as such. COPY
 * takes no parameters, so what is asked for goes into a setting of the transaction, as {@link asked} reads it.
 * @param read what is made of the rows, at once: nothing of their bytes may be kept
 */
export async function copyBytes<T>(
  client: pg.PoolClient,
  query: string,
  question: string,
  read: (rows: readonly ByteRow[]) => T,
): Promise<T> {
  await client.query({ name: 'copy-asked', text: `select set_config('ripen.asked', $1, true)`, values: [question] })
  const into = takeBytes()
  try {
    await new Promise<void>((resolve, reject) => {
      const done = (error: Error | null) => (error ? reject(error) : resolve())
      client.query(new CopyOut(`copy (${query}) to stdout (format binary)`, into, done))
    })
    return read(readBinaryRows(into.bytes))
  } finally {
    putBack(into)
  }
}

/** What `copyBytes` is asked for, as a table of one row: its parts as text, each taken out of the whole once, and not again for every row. */
export function asked(...names: readonly string[]): string {
  const columns = names.map((name) => `a ->> '${name}' as ${name}`).join(', ')
  return `(select ${columns} from (select current_setting('ripen.asked')::json as a offset 0) given offset 0) asked`
}

/** Bytes one after the other, in memory that is used again: megabytes taken anew for each report would keep the garbage collector at work. */
class Bytes {
  #buffer: Buffer = Buffer.allocUnsafeSlow(2 ** 20)
  #length = 0

  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length)
  }

  get size(): number {
    return this.#buffer.length
  }

  add(chunk: Buffer, from = 0, to = chunk.length): void {
    const length = this.#length + to - from
    if (length > this.#buffer.length) {
      const longer = Buffer.allocUnsafeSlow(2 ** Math.ceil(Math.log2(length)))
      this.bytes.copy(longer)
      this.#buffer = longer
    }
    chunk.copy(this.#buffer, this.#length, from, to)
    this.#length = length
  }

  clear(): void {
    this.#length = 0
  }
}

/** What is larger is not kept. */
const MOST_KEPT = 2 ** 24
let spare: Bytes | null = null

function takeBytes(): Bytes {
  const taken = spare ?? new Bytes()
  spare = null
  return taken
}

function putBack(bytes: Bytes): void {
  bytes.clear()
  if (bytes.size <= MOST_KEPT) spare = bytes
}

const COPY_DATA = 0x64
const COPY_OUT_RESPONSE = 0x48
/** The kind of a message, and its length without the kind. */
const HEAD = 5

/**
 * The messages of a COPY out. They are read from the socket here: the driver puts each message together before it hands it on, which for large rows
 * is most of the work. Whatever else comes is the driver's again.
 */
class CopyOut extends pg.Query {
  readonly #sql: string
  readonly #into: Bytes
  readonly #head = Buffer.alloc(HEAD)
  #headLength = 0
  #left = 0

  constructor(sql: string, into: Bytes, done: (error: Error | null) => void) {
    super(sql, undefined as never, done as never)
    this.#sql = sql
    this.#into = into
  }

  override submit = (connection: pg.Connection): Error | null => {
    const { stream } = connection
    const [driver, ...others] = stream.listeners('data') as ((chunk: Buffer) => void)[]
    if (driver === undefined || others.length > 0) return new Error('Something else reads this connection.')
    const onData = (chunk: Buffer) => {
      const end = this.#take(chunk)
      if (end === null) return
      stream.on('data', driver)
      stream.removeListener('data', onData)
      driver(chunk.subarray(end))
    }
    stream.on('data', onData)
    stream.removeListener('data', driver)
    connection.query(this.#sql)
    return null
  }

  /** What comes after a message that is not of the COPY, such as a notice, goes through the driver. */
  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    this.#into.add(chunk)
  }

  /** @returns where something begins that is not of the COPY; null where nothing does */
  #take(chunk: Buffer): number | null {
    let at = 0
    while (at < chunk.length) {
      if (this.#left > 0) {
        const end = Math.min(chunk.length, at + this.#left)
        if (this.#head[0] === COPY_DATA) this.#into.add(chunk, at, end)
        this.#left -= end - at
        at = end
        continue
      }
      const kind = chunk[at]
      if (this.#headLength === 0 && kind !== COPY_DATA && kind !== COPY_OUT_RESPONSE) return at
      const end = Math.min(chunk.length, at + HEAD - this.#headLength)
      chunk.copy(this.#head, this.#headLength, at, end)
      this.#headLength += end - at
      at = end
      if (this.#headLength < HEAD) break
      this.#left = this.#head.readInt32BE(1) - 4
      this.#headLength = 0
    }
    return null
  }
}

const SIGNATURE = 11

/** The rows of a binary COPY: after its head, for each row the number of its values, and each with its length. */
function readBinaryRows(bytes: Buffer): readonly ByteRow[] {
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
