import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { words } from '../../../words/en.ts'
import { type TimelineFilter, timelineFilters } from '../contact-search.ts'
import styles from './timeline.module.css'

interface TimelineBarProps {
  readonly shown: TimelineFilter
  readonly search: string
  readonly onSearch: (text: string) => void
}

/** What of the timeline is shown. */
export function TimelineBar({ shown, search, onSearch }: TimelineBarProps) {
  return (
    <div className={styles['filters']}>
      <nav aria-label={words.contact.filter} className={styles['chips']}>
        {timelineFilters.map((filter) => (
          <Link
            key={filter}
            from="/contacts/$id"
            to="/contacts/$id"
            search={({ show: _, event: __, ...rest }) => (filter === 'all' ? rest : { ...rest, show: filter })}
            resetScroll={false}
            replace
            className={styles['chip']}
            activeOptions={{ exact: true, includeSearch: true }}
            aria-current={filter === shown ? 'true' : undefined}
          >
            {words.contact.filters[filter]}
          </Link>
        ))}
      </nav>
      <TextInput
        type="search"
        size="xs"
        aria-label={words.contact.searchTimeline}
        placeholder={words.contact.searchTimeline}
        leftSection={<IconSearch size={14} aria-hidden="true" />}
        value={search}
        maxLength={200}
        onChange={({ currentTarget }) => onSearch(currentTarget.value)}
        className={styles['search'] ?? ''}
      />
    </div>
  )
}
