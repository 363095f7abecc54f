import { type FileHandle, open, rm } from 'node:fs/promises'
import { csvLine } from './csv-line.ts'

export interface RejectedTableRow {
  /** The line of the file on which it begins. */
  readonly line: number
  readonly reason: string
  readonly cells: readonly string[]
}

/** A CSV file of the rows that were not taken: line, reason, and the cells as they were. Made when the first one comes. */
export class RejectsFile {
  readonly #path: string
  readonly #headers: readonly string[]
  #keep: number
  #file: FileHandle | null = null
  #bytes = 0

  /** @param keep bytes of an earlier run that stay; what stands behind them is told again. */
  constructor(path: string, headers: readonly string[], keep: number) {
    this.#path = path
    this.#headers = headers
    this.#keep = keep
  }

  /** Its size so far. */
  get bytes(): number {
    return this.#file === null ? this.#keep : this.#bytes
  }

  async write(rows: readonly RejectedTableRow[]): Promise<void> {
    if (rows.length === 0) return
    this.#file ??= await this.#open()
    await this.#append(rows.map(({ line, reason, cells }) => csvLine([String(line), reason, ...cells])).join(''))
  }

  /** @returns its path; null where there is none. */
  async close(): Promise<string | null> {
    if (this.#file !== null) await this.#file.close()
    else if (this.#keep === 0) await rm(this.#path, { force: true })
    return this.#file !== null || this.#keep > 0 ? this.#path : null
  }

  async #open(): Promise<FileHandle> {
    const file = await open(this.#path, this.#keep > 0 ? 'r+' : 'w', 0o600)
    this.#file = file
    if (this.#keep > 0) await file.truncate(this.#keep)
    this.#bytes = this.#keep
    if (this.#keep === 0) await this.#append(csvLine(['Line', 'Reason', ...this.#headers]))
    return file
  }

  async #append(text: string): Promise<void> {
    const bytes = Buffer.from(text)
    await this.#file?.write(bytes, 0, bytes.length, this.#bytes)
    this.#bytes += bytes.length
  }
}
