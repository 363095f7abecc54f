import { type DelimitedShape, readDelimited } from './delimited-rows.ts'
import { detectDelimiter, detectLineEnd, firstRecords, type TableDelimiter } from './delimiter.ts'
import { decoderName, detectEncoding, type TableEncoding } from './detect-encoding.ts'
import { headersOf } from './headers.ts'
import { looksLikeJson, readJsonLines, sampleJsonHeaders } from './json-lines.ts'
import { type FileBytes, openBytes } from './open-bytes.ts'
import type { RecordShape } from './split-records.ts'
import { UnreadableTable } from './table-error.ts'
import type { TablePassed, TableRow } from './table-row.ts'

export interface Table {
  readonly format: 'csv' | 'ndjson'
  readonly encoding: TableEncoding
  readonly byteOrderMark: boolean
  readonly delimiter: TableDelimiter | null
  readonly headers: readonly string[]
  /** Headers that are there more than once: the later ones have a number behind them. */
  readonly repeated: readonly string[]
  readonly passed: TablePassed
  /** Rows in batches, read no faster than they are taken. */
  rows(): AsyncGenerator<readonly TableRow[]>
  /** Bytes of the file that were read so far. */
  position(): number
}

export interface TableOptions {
  readonly encoding?: TableEncoding | undefined
  readonly delimiter?: TableDelimiter | undefined
}

/** How much of the beginning is looked at to learn how a file is written, in characters. */
const SAMPLE = 256 * 1024
/** Signs of the beginning that show whether it is text. */
const SIGNS = 4000
/** A share of control characters that no text has. */
const CONTROLS = 0.03

/**
 * Opens a file of separated values or of JSON lines: finds out encoding, delimiter and headers, and then reads its rows as a stream.
 *
 * @throws {UnreadableTable} where it is empty, or cannot be a table.
 */
export async function openTable(path: string, options: TableOptions = {}): Promise<Table> {
  const detected = await detectEncoding(await openBytes(path))
  const encoding = options.encoding ?? detected.encoding
  const sample = await readSample(path, encoding)
  if (sample.trim() === '') throw new UnreadableTable('The file is empty.')
  if (sample.startsWith('PK\x03\x04'))
    throw new UnreadableTable(
      'The file is a ZIP archive, as the workbooks of Excel are. Save the table as CSV, or unpack it first.',
    )
  if (/^\s*\[\s*\{/.test(sample))
    throw new UnreadableTable('The file is one JSON array. Write each row as an object on a line of its own.')
  if (!looksLikeText(sample))
    throw new UnreadableTable(
      `Read as ${encoding}, the file is full of characters that no text has. Is it a table saved as CSV?`,
    )
  let bytes: FileBytes | null = null
  const texts = async function* () {
    bytes = await openBytes(path)
    yield* decoded(bytes, encoding)
  }
  const passed: TablePassed = { footers: 0, headers: 0 }
  const base = { encoding, byteOrderMark: detected.byteOrderMark, passed, position: () => bytes?.position() ?? 0 }
  if (looksLikeJson(sample)) {
    const headers = sampleJsonHeaders(sample)
    return {
      ...base,
      format: 'ndjson',
      delimiter: null,
      headers,
      repeated: [],
      rows: () => readJsonLines(texts(), headers),
    }
  }
  const lineEnd = detectLineEnd(sample)
  const delimiter = options.delimiter ?? (await detectDelimiter(sample, lineEnd))
  const { headers, repeated, raw } = headersOf(await headerOf(sample, { delimiter, lineEnd }), delimiter)
  const shape: DelimitedShape = { delimiter, lineEnd, header: raw }
  if (!hasRows(sample, shape)) throw new UnreadableTable('The file has a header on line 1, and no rows.')
  return { ...base, format: 'csv', delimiter, headers, repeated, rows: () => readDelimited(texts(), shape, passed) }
}

async function headerOf(sample: string, shape: RecordShape): Promise<readonly string[]> {
  const [first] = await firstRecords(sample, shape, 1)
  if (first === undefined || first.cut)
    throw new UnreadableTable('Line 1 has a quote that is not closed, so the headers cannot be read.')
  return first.cells
}

/** Whether there is anything behind the header. */
function hasRows(sample: string, { header, lineEnd }: DelimitedShape): boolean {
  const lines = header.join('').split(lineEnd).length
  const rest = sample.split(lineEnd).slice(lines).join('')
  // Where the sample is not all of the file, rows follow.
  return rest.trim() !== '' || sample.length >= SAMPLE
}

function looksLikeText(sample: string): boolean {
  const beginning = sample.slice(0, SIGNS)
  const controls = beginning.match(/[^\P{Cc}\s]|\ufffd/gu)?.length ?? 0
  return controls <= beginning.length * CONTROLS
}

async function readSample(path: string, encoding: TableEncoding): Promise<string> {
  let sample = ''
  for await (const text of decoded(await openBytes(path), encoding)) {
    sample += text
    if (sample.length >= SAMPLE) break
  }
  return sample
}

/** Text without the mark at its beginning, and without the NUL that no database stores. */
async function* decoded(bytes: FileBytes, encoding: TableEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(decoderName(encoding))
  for await (const chunk of bytes) yield withoutNul(decoder.decode(chunk, { stream: true }))
  yield withoutNul(decoder.decode())
}

function withoutNul(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '') : text
}
