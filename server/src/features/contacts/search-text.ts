/** What somebody looks for in names and addresses. */
export interface SearchText {
  readonly begins: string
  /** Above all texts that begin so, as bytes are compared. */
  readonly end: string
  /** Parts of letters and digits by which an index finds a text that contains them; none: it is looked for at the beginning only. */
  readonly parts: readonly string[]
}

/** Indexes find texts by three signs in a row. */
const PART = /[\p{L}\p{N}]{3,}/gu
/** More signs of a part than that find no fewer people. */
const LONGEST_PART = 8

export function searchText(text: string): SearchText {
  const begins = text.trim().toLowerCase()
  const parts = (begins.match(PART) ?? []).map((part) => [...part].slice(0, LONGEST_PART).join(''))
  return { begins, end: `${begins}\u{10FFFF}`, parts: [...new Set(parts)] }
}

/** A pattern of `like` for texts that contain this one. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
}
