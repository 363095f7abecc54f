import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { segmentsQuery, useChangeSegment, useSaveSegment } from '../../../api/segments.ts'
import { notify } from '../../../components/notice.ts'
import { panelWords } from '../../../words/contact-panels-en.ts'
import { useMay } from '../../contact-edit/use-may.ts'
import type { ValueMap } from '../../lifecycle/model/value.ts'
import type { ContactsSearch } from '../contacts-search.ts'
import { SegmentForm } from './segment-form.tsx'
import styles from './segments.module.css'

const route = getRouteApi('/contacts')
const { segments: words } = panelWords

interface SaveFilterProps {
  readonly filter: ValueMap
  /** Whether the server understands it. */
  readonly isSound: boolean
}

/** Keeps a filter as a segment, or puts it in the place of the conditions of the one that is being changed. */
export function SaveFilter({ filter, isSound }: SaveFilterProps) {
  const mayChange = useMay('change')
  const { edit } = route.useSearch()
  const navigate = route.useNavigate()
  const { data: segments } = useQuery(segmentsQuery())
  const edited = segments?.find(({ key }) => key === edit)
  const [isNaming, setNaming] = useState(false)
  const save = useSaveSegment()
  const change = useChangeSegment()
  if (!mayChange) return null
  const opened =
    (key: string) =>
    (search: ContactsSearch): ContactsSearch => {
      const { where: _, panel: __, edit: ___, ...rest } = search
      return { ...rest, segment: key }
    }
  const update = () => {
    if (edited === undefined) return
    change.mutate(
      { key: edited.key, where: filter },
      {
        onSuccess: () => {
          notify({ text: words.changed(edited.name) })
          void navigate({ search: opened(edited.key), resetScroll: false })
        },
      },
    )
  }
  const failed = save.error ?? change.error
  return (
    <div className={styles['save']}>
      {edited !== undefined && (
        <Button disabled={!isSound} loading={change.isPending} onClick={update}>
          {words.update(edited.name)}
        </Button>
      )}
      {isNaming ? (
        <SegmentForm
          isBusy={save.isPending}
          isReady={isSound}
          onCancel={() => setNaming(false)}
          onSubmit={(given) =>
            save.mutate(
              { ...given, where: filter },
              {
                onSuccess: ({ key, name }) => {
                  notify({ text: words.saved(name) })
                  void navigate({ search: opened(key), resetScroll: false })
                },
              },
            )
          }
        />
      ) : (
        <Button variant="default" disabled={!isSound} onClick={() => setNaming(true)}>
          {edited === undefined ? words.save : words.saveNew}
        </Button>
      )}
      {failed !== null && (
        <p role="alert" className={styles['fault']}>
          {words.failed(failed.message)}
        </p>
      )}
    </div>
  )
}
