import type pg from 'pg'

/** A row of a binary COPY: from the number of its fields up to its end. Each field is its length in four bytes (-1: null) and its bytes. */
export type TakeRow = (row: DataView, start: number, end: number) => void

/**
 * Reads what a COPY gives in the binary format, row by row, straight from what the connection received: nothing is made of a row but its place
 * there, which is good for as long as `take` runs. `query` is ours, never a user's.
 */
export async function readBinaryRows(client: pg.PoolClient, query: string, take: TakeRow): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const done = (error: unknown) => (error === null ? resolve() : reject(error))
    client.query(new BinaryRows(`copy (${query}) to stdout (format binary)`, take, done))
  })
}

type Socket = pg.Connection['stream']
type Listener = (bytes: Buffer) => void

/** The letter and the length of a message of the protocol. */
const MESSAGE_HEADER = 5
const COPY_DATA = 0x64
const COPY_DONE = 0x63
/** What may stand between rows: the answer to the query, notices, parameters, notifications. */
const PASSED_OVER: ReadonlySet<number> = new Set([...'HNSA'].map((letter) => letter.charCodeAt(0)))

const SIGNATURE = 0x5047_434f
/** The signature, flags, and no extension: what the first message begins with. */
const FILE_HEADER = 19
const FIELDS = 2

/**
 * Takes the driver's place at the socket while rows come, since it makes an object of every one of them; what is not about rows it leaves to
 * the driver.
 */
class BinaryRows implements pg.Submittable {
  readonly #text: string
  readonly #take: TakeRow
  readonly #done: (error: unknown) => void
  #socket: Socket | null = null
  #driver: Listener = () => {}
  #rest: Buffer | null = null
  #failure: { readonly error: unknown } | null = null

  constructor(text: string, take: TakeRow, done: (error: unknown) => void) {
    this.#text = text
    this.#take = take
    this.#done = done
  }

  submit(connection: pg.Connection): void {
    const [driver, ...others] = connection.stream.listeners('data') as Listener[]
    if (driver === undefined || others.length > 0) throw new Error('Somebody else listens to the connection.')
    this.#driver = driver
    this.#socket = connection.stream
    this.#socket.on('data', this.#onData)
    this.#socket.removeListener('data', driver)
    connection.query(this.#text)
  }

  handleError(error: Error): void {
    this.#giveBack(null)
    this.#done(error)
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.#done(this.#failure?.error ?? null)
  }

  readonly #onData = (chunk: Buffer): void => {
    const bytes: Buffer = this.#rest === null ? chunk : Buffer.concat([this.#rest, chunk])
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#rest = null
    let place = 0
    while (place + MESSAGE_HEADER <= bytes.length) {
      const letter = view.getUint8(place)
      if (letter !== COPY_DATA && letter !== COPY_DONE && !PASSED_OVER.has(letter)) {
        this.#giveBack(bytes.subarray(place))
        return
      }
      const end = place + 1 + view.getInt32(place + 1)
      if (end > bytes.length) break
      if (letter === COPY_DATA) this.#row(view, place + MESSAGE_HEADER, end)
      place = end
      if (letter === COPY_DONE) {
        this.#giveBack(bytes.subarray(place))
        return
      }
    }
    if (place < bytes.length) this.#rest = bytes.subarray(place)
  }

  #row(view: DataView, from: number, end: number): void {
    // After a failure the rest is read and thrown away, so that the connection can be used on.
    if (this.#failure !== null) return
    const isFirst = end - from >= FILE_HEADER && view.getUint32(from) === SIGNATURE
    const start = isFirst ? from + FILE_HEADER : from
    // The last has no fields: it tells the end.
    if (end <= start + FIELDS) return
    try {
      this.#take(view, start, end)
    } catch (error) {
      this.#failure = { error }
    }
  }

  #giveBack(bytes: Buffer | null): void {
    const socket = this.#socket
    if (socket === null) return
    this.#socket = null
    socket.on('data', this.#driver)
    socket.removeListener('data', this.#onData)
    if (bytes !== null && bytes.length > 0) this.#driver(bytes)
  }
}

/** From 1970 to 2000, where PostgreSQL begins to count. */
const EPOCH = 946_684_800_000

/** A timestamptz as whole milliseconds. */
export function timeAt(row: DataView, place: number): number {
  return Math.round((row.getInt32(place) * 2 ** 32 + row.getUint32(place + 4)) / 1000) + EPOCH
}

const LENGTH = 4

/** The bytes of the fields from a place on; null for null. */
export function* fieldsAt(row: DataView, start: number, end: number): Generator<Buffer | null> {
  for (let place = start; place < end; ) {
    const length = row.getInt32(place)
    place += LENGTH
    yield length < 0 ? null : Buffer.from(row.buffer, row.byteOffset + place, length)
    place += Math.max(0, length)
  }
}

/** Number of dimensions, flags, type; then length and lower bound of the one dimension. */
const ARRAY_HEADER = 12
const DIMENSION = 8

/** The texts of an array of jsonb; null for null. */
export function jsonTexts(array: Buffer): readonly (string | null)[] {
  if (array.readInt32BE(0) === 0) return []
  const view = new DataView(array.buffer, array.byteOffset, array.byteLength)
  // Each value bears the version of its format first.
  return [...fieldsAt(view, ARRAY_HEADER + DIMENSION, array.length)].map((one) => one?.toString('utf8', 1) ?? null)
}
