import { isColumn, MOST_COLUMNS } from './columns.ts'

export interface ListColumn {
  readonly name: string
  /** In pixels; null: as wide as its kind needs. */
  readonly width: number | null
}

/** What the list shows of each contact beside its name. */
export interface ListView {
  readonly columns: readonly ListColumn[]
  readonly compact: boolean
}

/** A view as an address holds it. */
export interface ViewSearch {
  readonly columns?: string
  readonly widths?: string
  readonly density?: 'compact'
}

export const usualColumns = ['account', 'stage', 'since', 'source', 'active'] as const

export const usualView: ListView = { columns: usualColumns.map((name) => ({ name, width: null })), compact: false }

const NARROWEST = 60
const WIDEST = 800

/** A width within bounds. */
export const boundedWidth = (width: number): number => Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)))

/** Of an address only what makes sense is read. */
export function readViewSearch({ columns, widths, density }: Record<string, unknown>): ViewSearch {
  return {
    ...(typeof columns === 'string' && columns !== '' ? { columns } : {}),
    // A single width comes out of the address as a number.
    ...(typeof widths === 'string' || typeof widths === 'number' ? { widths: String(widths) } : {}),
    ...(density === 'compact' ? { density } : {}),
  }
}

/** The view of an address; null where it says nothing of one. */
export function viewOf({ columns, widths = '', density }: ViewSearch): ListView | null {
  if (columns === undefined && density === undefined && widths === '') return null
  const names = columns === undefined ? [...usualColumns] : namesIn(columns)
  const given = widths.split(',').map((width) => (/^\d+$/.test(width) ? boundedWidth(Number(width)) : null))
  return {
    columns: names.map((name, index) => ({ name, width: given[index] ?? null })),
    compact: density === 'compact',
  }
}

function namesIn(columns: string): readonly string[] {
  const names = columns.split(',').map((name) => name.trim().replaceAll(/%2c/gi, ','))
  return [...new Set(names)].filter((name) => name !== 'name' && isColumn(name)).slice(0, MOST_COLUMNS)
}

/** What an address says of a view. */
export function searchOf({ columns, compact }: ListView): ViewSearch {
  const widths = columns.map(({ width }) => width ?? '').join(',')
  return {
    columns: columns.length === 0 ? 'name' : columns.map(({ name }) => name.replaceAll(',', '%2C')).join(','),
    ...(/\d/.test(widths) ? { widths: widths.replace(/,+$/, '') } : {}),
    ...(compact ? { density: 'compact' } : {}),
  }
}

/** Whether it shows what everybody sees at first. */
export const isUsual = (view: ListView): boolean =>
  !view.compact &&
  view.columns.length === usualColumns.length &&
  view.columns.every(({ name, width }, index) => name === usualColumns[index] && width === null)

/** A column at another place; the same view where there is no such place. */
export function movedColumn(view: ListView, from: number, to: number): ListView {
  const column = view.columns[from]
  if (column === undefined || to < 0 || to >= view.columns.length || from === to) return view
  return { ...view, columns: view.columns.toSpliced(from, 1).toSpliced(to, 0, column) }
}
