import { type Dimension, dimensions } from '../../../../server/src/domain/reports/dimensions.ts'

/** Which people stand behind a number of a report, as the list of contacts is asked for them. */
export interface Door {
  readonly track?: string
  readonly stage?: string
  readonly entered?: string
  readonly reached?: string
  readonly from?: string
  readonly passed?: 'yes' | 'no'
  readonly moved?: 'in' | 'out'
  readonly by?: Dimension
  readonly key?: string
  /** An event, one that came too, or one that directly followed. */
  readonly did?: string
  readonly and?: string
  readonly next?: string
  readonly kinds?: string
  readonly since?: string
  readonly until?: string
}

const names = ['track', 'entered', 'reached', 'from', 'key', 'did', 'and', 'next', 'kinds'] as const
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/

/** Reads a door from an address; what makes no sense is left out. The stage is read by the list itself. */
export function readDoor(search: Record<string, unknown>): Omit<Door, 'stage'> {
  const { passed, moved, by } = search
  const dimension = dimensions.find((one) => one === by)
  return {
    ...Object.fromEntries(names.flatMap((name) => textOf(search[name]).map((text) => [name, text]))),
    ...(passed === 'yes' || passed === 'no' ? { passed } : {}),
    ...(moved === 'in' || moved === 'out' ? { moved } : {}),
    ...(dimension === undefined ? {} : { by: dimension }),
    ...monthOf('since', search['since']),
    ...monthOf('until', search['until']),
  }
}

/** Whether the list is narrowed by more than its own stages and search. */
export function isDoor({ entered, reached, moved, did, by, key }: Door): boolean {
  return [entered, reached, moved, did].some((part) => part !== undefined) || (by !== undefined && key !== undefined)
}

/** A value of digits alone comes out of the address as a number. */
function textOf(value: unknown): readonly string[] {
  if (typeof value === 'number') return [String(value)]
  return typeof value === 'string' && value !== '' ? [value] : []
}

function monthOf<Name extends 'since' | 'until'>(name: Name, value: unknown): { readonly [key in Name]?: string } {
  return typeof value === 'string' && MONTH.test(value) ? ({ [name]: value } as { [key in Name]: string }) : {}
}
