import { type Door, readDoor } from '../../components/door/door.ts'
import { readViewSearch, type ViewSearch } from './view/list-view.ts'

/** Criteria as the lifecycle document has them; a text where an address holds what is none. */
export type Where = Readonly<Record<string, unknown>> | string

/** What the address of the list says: its filter, how it is shown, and what is open beside it. */
export interface ContactsSearch extends Door, ViewSearch {
  readonly stage?: string
  readonly q?: string
  readonly where?: Where
  readonly segment?: string
  /** Who stands in the stage longest comes first. */
  readonly sort?: 'since'
  readonly why?: string
  readonly panel?: 'filter' | 'segments' | 'view'
  /** The segment whose conditions are being changed. */
  readonly edit?: string
}

const panels = ['filter', 'segments', 'view'] as const

export function readContactsSearch(search: Record<string, unknown>): ContactsSearch {
  const { stage, why, where, sort } = search
  const panel = panels.find((one) => one === search['panel'])
  return {
    ...readDoor(search),
    ...readViewSearch(search),
    ...(typeof stage === 'string' && stage !== '' ? { stage } : {}),
    // A search for digits comes out of the address as a number.
    ...textOf('q', search['q']),
    ...textOf('segment', search['segment']),
    ...textOf('edit', search['edit']),
    ...(isCriteria(where) ? { where } : textOf('where', where)),
    ...(sort === 'since' ? { sort } : {}),
    ...(typeof why === 'string' ? { why } : {}),
    ...(panel === undefined ? {} : { panel }),
  }
}

const isCriteria = (where: unknown): where is Exclude<Where, string> =>
  typeof where === 'object' && where !== null && !Array.isArray(where) && Object.keys(where).length > 0

function textOf<Name extends string>(name: Name, value: unknown): { readonly [key in Name]?: string } {
  if (typeof value !== 'number' && (typeof value !== 'string' || value === '')) return {}
  return { [name]: String(value) } as { [key in Name]: string }
}

/** Criteria as the API is asked with them. */
export const whereText = (where: Where): string => (typeof where === 'string' ? where : JSON.stringify(where))

/** What stays when a stage is chosen, or a report's filter taken away: all that narrows or shows the list otherwise. */
export function keptSearch({ q, where, segment, sort, columns, widths, density }: ContactsSearch): ContactsSearch {
  return {
    ...(q === undefined ? {} : { q }),
    ...(where === undefined ? {} : { where }),
    ...(segment === undefined ? {} : { segment }),
    ...(sort === undefined ? {} : { sort }),
    ...(columns === undefined ? {} : { columns }),
    ...(widths === undefined ? {} : { widths }),
    ...(density === undefined ? {} : { density }),
  }
}

/** The list as it is shown, without what is open beside it. */
export function withoutPanel({ panel: _, edit: __, ...search }: ContactsSearch): ContactsSearch {
  return search
}
