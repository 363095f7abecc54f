import type { NoticeCode } from './row-notes.ts'

export type FileNoticeCode = NoticeCode | 'footer' | 'header' | 'columns'

export interface CountedNotice {
  readonly code: FileNoticeCode
  /** What it is about, or the first example. */
  readonly about: string
  readonly count: number
}

/** More different ones are told together. */
const MOST_NAMED = 50

/** Counts what is noticed over a whole file, in bounded memory. */
export class NoticeCounts {
  readonly #counts = new Map<string, { code: FileNoticeCode; about: string; count: number }>()

  constructor(kept: readonly CountedNotice[] = []) {
    for (const { code, about, count } of kept) this.add(code, about, count)
  }

  add(code: FileNoticeCode, about: string, count = 1): void {
    const named = code === 'unknown_stage' || code === 'columns'
    const key = named && this.#counts.size < MOST_NAMED ? `${code} ${about}` : code
    const known = this.#counts.get(key)
    if (known === undefined) this.#counts.set(key, { code, about: about.slice(0, 200), count })
    else known.count += count
  }

  list(): readonly CountedNotice[] {
    return [...this.#counts.values()].map((notice) => ({ ...notice }))
  }
}
