import { IconAdjustments, IconPencil, IconTrash } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { SegmentView } from '../../../../../server/src/contract/segments.ts'
import { useChangeSegment, useRemoveSegment, useSaveSegment } from '../../../api/segments.ts'
import { notify } from '../../../components/notice.ts'
import { panelWords } from '../../../words/contact-panels-en.ts'
import { words as appWords } from '../../../words/en.ts'
import type { ContactsSearch } from '../contacts-search.ts'
import { SegmentForm } from './segment-form.tsx'
import styles from './segments.module.css'

const route = getRouteApi('/contacts')
const { segments: words } = panelWords

interface SegmentItemProps {
  readonly segment: SegmentView
  readonly isChosen: boolean
  readonly mayChange: boolean
}

/** A segment with its count and what uses it; leads to its people. */
export function SegmentItem({ segment, isChosen, mayChange }: SegmentItemProps) {
  const { key, name, note, usedBy, broken } = segment
  const [isRenaming, setRenaming] = useState(false)
  const change = useChangeSegment()
  if (isRenaming)
    return (
      <li className={styles['item']}>
        <SegmentForm
          given={segment}
          isBusy={change.isPending}
          isReady
          onCancel={() => setRenaming(false)}
          onSubmit={(given) =>
            change.mutate({ key, ...given }, { onSuccess: () => setRenaming(false), onError: tellFailure })
          }
        />
      </li>
    )
  return (
    <li className={styles['item']} data-chosen={isChosen || undefined}>
      <div className={styles['row']}>
        <Link
          from="/contacts"
          to="/contacts"
          search={(search) => openedSegment(search, isChosen ? null : key)}
          resetScroll={false}
          className={styles['name']}
          aria-current={isChosen ? 'page' : undefined}
        >
          <span className={styles['cut']}>{name}</span>
          <span className={styles['count']}>{countText(segment)}</span>
        </Link>
        {mayChange && <SegmentTools segment={segment} onRename={() => setRenaming(true)} />}
      </div>
      {note !== '' && <p className={styles['note']}>{note}</p>}
      {broken !== null && <p className={styles['fault']}>{broken}</p>}
      {usedBy.length > 0 && <p className={styles['note']}>{words.used(usedBy)}</p>}
    </li>
  )
}

function countText({ count, state }: SegmentView): string {
  if (state === 'broken') return words.broken
  const people = count === null ? '' : words.people(count)
  return state === 'counting'
    ? `${people === '' ? '' : `${people}, `}${words.counting}`
    : people || appWords.states.noValue
}

/** The people of a segment alone: what else narrowed the list was another question. */
function openedSegment({ columns, widths, density, panel }: ContactsSearch, key: string | null): ContactsSearch {
  return {
    ...(columns === undefined ? {} : { columns }),
    ...(widths === undefined ? {} : { widths }),
    ...(density === undefined ? {} : { density }),
    ...(panel === undefined ? {} : { panel }),
    ...(key === null ? {} : { segment: key }),
  }
}

interface SegmentToolsProps {
  readonly segment: SegmentView
  readonly onRename: () => void
}

function SegmentTools({ segment, onRename }: SegmentToolsProps) {
  const { key, name, note, where } = segment
  const navigate = route.useNavigate()
  const remove = useRemoveSegment()
  const restore = useSaveSegment()
  // By promises: the entry is gone from the page before either is done.
  const takeBack = () =>
    restore.mutateAsync({ key, name, note, where }).then(() => notify({ text: words.restored(name) }), tellFailure)
  const drop = () =>
    remove.mutateAsync(key).then(() => {
      notify({ text: words.removed(name), action: { label: words.undo, run: () => void takeBack() } })
      void navigate({
        search: ({ segment: chosen, ...rest }) =>
          chosen === undefined || chosen === key ? rest : { ...rest, segment: chosen },
        replace: true,
        resetScroll: false,
      })
    }, tellFailure)
  return (
    <span className={styles['tools']}>
      <button type="button" className={styles['icon']} aria-label={words.edit(name)} onClick={onRename}>
        <IconPencil size={15} aria-hidden="true" />
      </button>
      <Link
        from="/contacts"
        to="/contacts"
        search={(search) => ({ ...openedSegment(search, null), where, panel: 'filter', edit: key })}
        resetScroll={false}
        className={styles['icon']}
        aria-label={words.conditions(name)}
      >
        <IconAdjustments size={15} aria-hidden="true" />
      </Link>
      <button
        type="button"
        className={styles['icon']}
        aria-label={words.remove(name)}
        disabled={remove.isPending}
        onClick={() => void drop()}
      >
        <IconTrash size={15} aria-hidden="true" />
      </button>
    </span>
  )
}

const tellFailure = (error: Error) => notify({ text: words.failed(error.message) })
