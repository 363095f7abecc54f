import { say } from '../contract/messages/say.ts'
import { AppError } from '../domain/app-error.ts'
import { importSource } from '../domain/import-source.ts'
import type { RowReader } from '../domain/imports/bind-mapping.ts'
import type { CountedNotice, NoticeCounts } from '../domain/imports/notice-counts.ts'
import { type Message, message } from '../domain/message.ts'
import { finishImport, type ImportRow, saveProgress } from '../features/imports/import-rows.ts'
import type { Table } from '../integrations/tables/read-table.ts'
import { type RejectedTableRow, RejectsFile } from '../integrations/tables/rejects-file.ts'
import type { TableRow } from '../integrations/tables/table-row.ts'
import { type ImportReading, type PreparedImport, prepareImport } from './prepare-import.ts'
import type { Ripen } from './ripen.ts'
import { createRowWriter, type RowOutcome, type RowWriter, type TakenRow } from './write-rows.ts'

export interface ImportCounts {
  readonly rows: number
  readonly imported: number
  readonly duplicates: number
  readonly rejected: number
}

export interface ImportResult extends ImportCounts {
  /** The file with the rejected rows; null where there are none. */
  readonly rejects: string | null
  readonly notices: readonly string[]
  /** False where it was stopped before its end. */
  readonly finished: boolean
}

export interface RunOptions {
  readonly onProgress?:
    | ((counts: ImportCounts & { readonly bytesRead: number; readonly bytes: number }) => void)
    | undefined
  /** Ends the run behind the group at work; it can go on later. */
  readonly stop?: AbortSignal | undefined
}

/** Messages that are written together. */
const GROUP = 2000
/** Groups at work at once, beside the one that is read. */
const AT_WORK = 2

/**
 * Carries an import out, from where it stands. Rows are read no faster than they are written, and what is done is written down group by
 * group: a run that was stopped goes on behind it, and what it had written and not yet noted is known again by its keys.
 */
export async function runImport(ripen: Ripen, row: ImportRow, options: RunOptions): Promise<ImportResult> {
  const prepared = await prepareImport(ripen, {
    path: row.path,
    mapping: row.mapping,
    reading: readingOf(row),
    source: importSource(row.id),
    receivedAt: row.startedAt,
  })
  const run = new Run(ripen, row, prepared, options)
  try {
    const finished = await run.readAll()
    const rejects = await run.close()
    if (finished) await finishImport(ripen.db.pool, row.id, { failure: null, rejects, now: ripen.now() })
    return { ...run.counts, rejects, notices: run.notices(), finished }
  } catch (error) {
    const rejects = await run.close()
    // What could not be written now is asked for again by whoever goes on.
    if (error instanceof AppError && error.code === 'unavailable') throw error
    const failure = error instanceof AppError ? error.message : 'It was stopped by a fault; the log says which.'
    await finishImport(ripen.db.pool, row.id, { failure, rejects, now: ripen.now() }).catch(() => {})
    throw error
  }
}

/** A row of a group: taken, or why not. */
interface GroupRow {
  readonly row: TableRow
  readonly taken: TakenRow | null
  readonly reason: Message | null
}

interface Group {
  readonly rows: GroupRow[]
  messages: number
  bytesRead: number
}

class Run {
  readonly #ripen: Ripen
  readonly #import: ImportRow
  readonly #table: Table
  readonly #read: RowReader
  readonly #counted: NoticeCounts
  readonly #rejects: RejectsFile
  readonly #writer: RowWriter
  readonly #options: RunOptions
  readonly #atWork: { readonly group: Group; readonly outcomes: Promise<readonly RowOutcome[]> }[] = []
  counts: { rows: number; imported: number; duplicates: number; rejected: number }

  constructor(ripen: Ripen, row: ImportRow, { table, read, mapping, notices }: PreparedImport, options: RunOptions) {
    this.#ripen = ripen
    this.#import = row
    this.#table = table
    this.#read = read
    this.#counted = notices
    for (const { code, about, count } of row.notices) if (code !== 'columns') notices.add(code, about, count)
    this.#rejects = new RejectsFile(rejectsPathOf(row), table.headers, row.reading.rejectsBytes ?? 0)
    this.#writer = createRowWriter(ripen, mapping.system, row.id)
    this.#options = options
    this.counts = { rows: row.rows, imported: row.imported, duplicates: row.duplicates, rejected: row.rejected }
  }

  /** @returns false where it was stopped. */
  async readAll(): Promise<boolean> {
    let group = newGroup()
    let passed = 0
    try {
      for await (const batch of this.#table.rows()) {
        for (const row of batch) {
          passed += 1
          if (passed <= this.#import.rows) continue
          this.#add(group, row)
          if (group.messages < GROUP && group.rows.length < GROUP) continue
          await this.#begin(group)
          group = newGroup()
          if (this.#options.stop?.aborted === true) return false
        }
      }
      await this.#begin(group)
      const { footers, headers } = this.#table.passed
      if (footers > 0) this.#counted.add('footer', '', footers)
      if (headers > 0) this.#counted.add('header', '', headers)
      return true
    } finally {
      // What is at work is finished and noted, whatever stopped the reading.
      while (this.#atWork.length > 0) await this.#settle()
    }
  }

  notices(): readonly string[] {
    return sayNotices(this.#counted.list())
  }

  close(): Promise<string | null> {
    return this.#rejects.close()
  }

  #add(group: Group, row: TableRow): void {
    const reason = faultOf(row, this.#table.headers.length)
    const read = reason === null ? this.#read(row.cells) : { rejected: reason }
    if ('rejected' in read) group.rows.push({ row, taken: null, reason: read.rejected })
    else {
      group.rows.push({ row, taken: read, reason: null })
      group.messages += read.messages.length
    }
  }

  async #begin(group: Group): Promise<void> {
    if (group.rows.length === 0) return
    group.bytesRead = this.#table.position()
    const outcomes = this.#writer.write(group.rows.flatMap(({ taken }) => taken ?? []))
    // It is awaited when its turn comes; until then a failure waits with it.
    outcomes.catch(() => {})
    this.#atWork.push({ group, outcomes })
    while (this.#atWork.length > AT_WORK) await this.#settle()
  }

  async #settle(): Promise<void> {
    const work = this.#atWork.shift()
    if (work === undefined) return
    const outcomes = [...(await work.outcomes)]
    const rejected: RejectedTableRow[] = []
    for (const { row, taken, reason } of work.group.rows) {
      const outcome = taken === null ? null : outcomes.shift()
      const why = reason === null ? (outcome?.outcome === 'rejected' ? outcome.detail : null) : say(reason)
      this.counts.rows += 1
      if (why !== null) rejected.push({ line: row.line, reason: why, cells: row.cells })
      else if (outcome?.outcome === 'duplicate') this.counts.duplicates += 1
      else this.counts.imported += 1
    }
    this.counts.rejected += rejected.length
    await this.#rejects.write(rejected)
    const { bytesRead } = work.group
    const noted = this.#counted.list().map((notice) => ({ ...notice, text: say(noticeMessage(notice)) }))
    await saveProgress(this.#ripen.db.pool, this.#import.id, {
      ...this.counts,
      bytesRead,
      notices: noted,
      rejectsBytes: this.#rejects.bytes,
    })
    this.#options.onProgress?.({ ...this.counts, bytesRead, bytes: this.#import.bytes })
  }
}

function readingOf({ reading: { rejectsBytes: _, ...reading } }: ImportRow): ImportReading {
  return reading as ImportReading
}

function rejectsPathOf({ id, rejects }: ImportRow): string {
  if (rejects === null) throw new Error(`The import ${id} names no file for rejected rows.`)
  return rejects
}

function newGroup(): Group {
  return { rows: [], messages: 0, bytesRead: 0 }
}

/** Why a row of the table is none of the file's, before anything is asked of its cells. */
export function faultOf({ fault, cells }: TableRow, width: number): Message | null {
  return fault === null ? null : message(`import.${fault}`, { cells: cells.length, width })
}

export function sayNotices(notices: readonly CountedNotice[]): readonly string[] {
  return notices.map((notice) => say(noticeMessage(notice)))
}

export function noticeMessage({ code, about, count }: CountedNotice): Message {
  return message(`import.notice.${code}`, { about, count })
}
