import { IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { criteriaWordsQuery, segmentsQuery } from '../../../api/segments.ts'
import { listWords } from '../../../words/contact-list-en.ts'
import { type ContactsSearch, whereText } from '../contacts-search.ts'
import styles from './filter-chips.module.css'
import { withoutPart } from './where-parts.ts'

const route = getRouteApi('/contacts')

/** By what the list is narrowed, in sentences; each can be taken away. */
export function FilterChips() {
  const { where, segment } = route.useSearch()
  if (where === undefined && segment === undefined) return null
  return (
    <ul className={styles['chips']} aria-label={listWords.filter.shown}>
      {segment !== undefined && <SegmentChip segment={segment} />}
      {where !== undefined && <WhereChips where={where} />}
    </ul>
  )
}

function SegmentChip({ segment }: { readonly segment: string }) {
  const { data } = useQuery(segmentsQuery())
  const name = data?.find(({ key }) => key === segment)?.name ?? segment
  return (
    <Chip
      text={listWords.segments.chip(name)}
      panel="segments"
      removeLabel={listWords.segments.removeChip(name)}
      without={({ segment: _, ...rest }) => rest}
    />
  )
}

function WhereChips({ where }: { readonly where: NonNullable<ContactsSearch['where']> }) {
  const { data, isError } = useQuery(criteriaWordsQuery(whereText(where)))
  const clear = ({ where: _, ...rest }: ContactsSearch) => rest
  if (data === undefined)
    return (
      <Chip
        text={isError ? listWords.filter.unreadable : listWords.filter.loading}
        panel="filter"
        removeLabel={listWords.filter.remove(listWords.filter.unreadable)}
        without={clear}
      />
    )
  return data.parts.map((text, index) => (
    <Chip
      // The sentences have an order, and two may be the same.
      // biome-ignore lint/suspicious/noArrayIndexKey: the place is the key
      key={index}
      text={text}
      joint={index === 0 ? null : data.joint === 'any' ? listWords.filter.or : listWords.filter.and}
      panel="filter"
      removeLabel={listWords.filter.remove(text)}
      without={({ where: given, ...rest }) => {
        const left = given === undefined ? null : withoutPart(given, index)
        return left === null ? rest : { ...rest, where: left }
      }}
    />
  ))
}

interface ChipProps {
  readonly text: string
  readonly joint?: string | null
  readonly panel: 'filter' | 'segments'
  readonly removeLabel: string
  readonly without: (search: ContactsSearch) => ContactsSearch
}

function Chip({ text, joint = null, panel, removeLabel, without }: ChipProps) {
  return (
    <li className={styles['item']}>
      {joint !== null && <span className={styles['joint']}>{joint}</span>}
      <span className={styles['chip']}>
        <Link
          from="/contacts"
          to="/contacts"
          search={(search) => ({ ...search, panel })}
          resetScroll={false}
          className={styles['text']}
          aria-label={listWords.filter.change(text)}
        >
          {text}
        </Link>
        <Link
          from="/contacts"
          to="/contacts"
          search={without}
          resetScroll={false}
          className={styles['remove']}
          aria-label={removeLabel}
        >
          <IconX size={14} aria-hidden="true" />
        </Link>
      </span>
    </li>
  )
}
