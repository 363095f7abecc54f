import { createHash, hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { say } from '../contract/messages/say.ts'
import { AppError } from '../domain/app-error.ts'
import { isZone } from '../domain/calendar/zone.ts'
import type { Time } from '../domain/facts.ts'
import { bindMapping, type RowReader } from '../domain/imports/bind-mapping.ts'
import type { ImportLookups } from '../domain/imports/bind-person.ts'
import type { Mapping } from '../domain/imports/mapping.ts'
import { NoticeCounts } from '../domain/imports/notice-counts.ts'
import { readMapping } from '../domain/imports/read-mapping.ts'
import { isDateFormat } from '../domain/imports/read-time.ts'
import { stageFinder } from '../domain/imports/stage-names.ts'
import type { PlacedFault } from '../domain/lifecycle/placed.ts'
import { corporateDomain, emailKind } from '../integrations/addresses/email-kind.ts'
import { normalisePhone } from '../integrations/addresses/phone.ts'
import { findReadyMapping } from '../integrations/ready-mappings/ready-mappings.ts'
import { writeMapping } from '../integrations/ready-mappings/write-mapping.ts'
import type { TableDelimiter } from '../integrations/tables/delimiter.ts'
import type { TableEncoding } from '../integrations/tables/detect-encoding.ts'
import { openTable, type Table } from '../integrations/tables/read-table.ts'
import type { Ripen } from './ripen.ts'

/** How a file is to be read; what is left out is found out. */
export interface ImportReading {
  readonly encoding?: TableEncoding | undefined
  readonly delimiter?: TableDelimiter | undefined
  readonly timezone?: string | undefined
  readonly dates?: readonly string[] | undefined
}

/** A file with what its columns mean, ready to be read. */
export interface PreparedImport {
  readonly table: Table
  readonly mapping: Mapping
  /** As YAML. */
  readonly mappingText: string
  readonly read: RowReader
  readonly notices: NoticeCounts
}

/** The mapping cannot be used; each fault with its line. */
export class MappingFaults extends AppError {
  override name = 'MappingFaults'
  readonly faults: readonly PlacedFault[]
  constructor(faults: readonly PlacedFault[]) {
    const lines = faults.map(({ line, column, message }) => `  ${line}:${column}  ${say(message)}`)
    super('unprocessable', `The mapping does not fit:\n${lines.join('\n')}`)
    this.faults = faults
  }
}

class NotImportable extends AppError {
  override name = 'NotImportable'
}

export interface PrepareOptions {
  readonly path: string
  /** The mapping as YAML; null: the ready one that the headers ask for. */
  readonly mapping: string | null
  readonly reading: ImportReading
  readonly source: string
  readonly receivedAt: Time
}

const lookups: ImportLookups = { emailKind, corporateDomain, normalisePhone: (phone) => normalisePhone(phone) }

/**
 * Opens a file and ties its columns to what they mean.
 *
 * @throws {MappingFaults} where the mapping does not fit, and AppErrors where the file cannot be read, or no ready mapping fits it.
 */
export async function prepareImport(ripen: Ripen, options: PrepareOptions): Promise<PreparedImport> {
  const { path, reading, source, receivedAt } = options
  checkReading(reading)
  const table = await openTable(path, reading)
  const mappingText = options.mapping ?? writeMapping(readyMapping(table))
  const given = readMapping(mappingText)
  if ('faults' in given) throw new MappingFaults(given.faults)
  const { mapping, placed } = given
  const head = await ripen.programs.head(ripen.db.pool)
  if (head === null) throw new Error('No lifecycle has been published.')
  const notices = new NoticeCounts()
  for (const header of table.repeated) notices.add('columns', header)
  const zone = reading.timezone ?? mapping.timezone ?? head.zone
  const bound = bindMapping(mapping, {
    headers: table.headers,
    zone,
    dates: reading.dates ?? mapping.dates ?? null,
    receivedAt,
    source,
    lookups,
    findStage: stageFinder([...head.document.stages, ...(head.document.detours ?? [])]),
    digest: (text) => hash('sha256', text, 'buffer').subarray(0, 16),
    onNotice: (code, about) => notices.add(code, code === 'zone_assumed' ? zone : about),
  })
  if ('faults' in bound) throw new MappingFaults(bound.faults.map(placed))
  return { table, mapping, mappingText, read: bound.read, notices }
}

function readyMapping({ headers }: Table): Mapping {
  const ready = findReadyMapping(headers)
  if (ready !== null) return ready.mapping
  const shown = headers.slice(0, 60).map((header) => `  ${header}`)
  throw new NotImportable(
    'unprocessable',
    `No ready mapping fits this file. Its columns are:\n${shown.join('\n')}\n` +
      'Write down what they mean and name it with --map: docs/import.md tells how, and examples/ has some to begin with.',
  )
}

function checkReading({ timezone, dates }: ImportReading): void {
  if (timezone !== undefined && !isZone(timezone))
    throw new NotImportable('invalid', `“${timezone}” is no time zone; they are written like Europe/Berlin.`)
  const wrong = dates?.find((format) => !isDateFormat(format))
  if (wrong !== undefined)
    throw new NotImportable('invalid', `“${wrong}” is no way to write dates; such are M/D/YYYY and DD.MM.YYYY.`)
}

/** What makes two runs the same import: the same bytes, read in the same way. */
export async function fingerprintOf(path: string, mappingText: string, reading: ImportReading): Promise<string> {
  const { size } = await stat(path)
  const digest = createHash('sha256').update(JSON.stringify([size, mappingText, reading]))
  const ends = [
    { start: 0, end: 1 << 20 },
    { start: Math.max(0, size - (1 << 16)), end: size },
  ]
  for (const end of ends) for await (const chunk of createReadStream(path, end)) digest.update(chunk as Buffer)
  return digest.digest('hex')
}
