import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { mergePreviewQuery, useMerge, useTellApart, useUnmerge } from '../../api/contact-edit.ts'
import { contactName } from '../../components/contact-name.ts'
import { notify } from '../../components/notice.ts'
import { useStages } from '../../components/stage/stages.ts'
import { PlaceholderRows } from '../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../components/states/problem-note.tsx'
import { contactEditWords } from '../../words/contact-edit-en.ts'
import styles from './contact-edit.module.css'
import { compareRows } from './merge-rows.ts'
import { MergeTable } from './merge-table.tsx'
import { Refusal } from './refusal.tsx'

const text = contactEditWords.merge

interface MergeCompareProps {
  /** The one that stays. */
  readonly one: string
  readonly other: string
}

/** What each brings, and what would be known of both as one: as the merge itself would make it. */
export function MergeCompare({ one, other }: MergeCompareProps) {
  const preview = useQuery(mergePreviewQuery({ survivor: one, other }))
  const stages = useStages()
  const navigate = useNavigate()
  const merge = useMerge()
  const unmerge = useUnmerge()
  const tellApart = useTellApart()
  const toDuplicates = () => void navigate({ to: '/contacts/duplicates' })

  function submit(name: string) {
    merge.mutate(
      { survivor: one, other },
      {
        onSuccess: () => {
          const undo = () =>
            void unmerge.mutateAsync({ survivor: one, other }).then(
              () => notify({ text: text.undone }),
              ({ message }: Error) => notify({ text: text.failed(message) }),
            )
          notify({ text: text.done(name), action: { label: text.undo, run: undo } })
          void navigate({ to: '/contacts/$id', params: { id: one }, search: {} })
        },
      },
    )
  }

  function apart() {
    tellApart.mutate(
      { one, other, apart: true },
      {
        onSuccess: () => {
          const undo = () =>
            void tellApart.mutateAsync({ one, other, apart: false }).then(
              () => notify({ text: text.apartUndone }),
              ({ message }: Error) => notify({ text: text.failed(message) }),
            )
          notify({ text: text.apartDone, action: { label: text.undo, run: undo } })
          toDuplicates()
        },
        // Two that were never proposed: there is nothing to remember.
        onError: toDuplicates,
      },
    )
  }

  if (preview.isPending) return <PlaceholderRows />
  if (preview.isError) return <ProblemNote error={preview.error} onRetry={() => void preview.refetch()} />
  const { survivor, other: second, merged } = preview.data
  const names = [contactName(survivor), contactName(second)] as const
  return (
    <>
      <p className={styles['truth']}>{text.truth(...names)}</p>
      <p className={styles['note']}>{text.note}</p>
      <MergeTable rows={compareRows(preview.data, (stage) => stages.find(stage).name)} names={names} />
      {merge.isError && <Refusal title={text.refused} error={merge.error} />}
      <div className={styles['answers']}>
        <Button loading={merge.isPending} onClick={() => submit(contactName(merged))}>
          {text.submit}
        </Button>
        <Button
          variant="default"
          title={text.swapHint}
          onClick={() => void navigate({ to: '/contacts/merge', search: { one: other, other: one }, replace: true })}
        >
          {text.swap}
        </Button>
        <Button variant="default" loading={tellApart.isPending} onClick={apart}>
          {text.apart}
        </Button>
      </div>
    </>
  )
}
