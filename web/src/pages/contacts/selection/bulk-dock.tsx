import { Button } from '@mantine/core'
import { IconArrowRight, IconGitMerge, IconTag, IconUser, IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { BulkSelection, BulkWork } from '../../../../../server/src/contract/bulk-actions.ts'
import type { Total } from '../../../../../server/src/contract/page.ts'
import { useBeginBulk } from '../../../api/bulk.ts'
import type { Stages } from '../../../components/stage/stages.ts'
import { bulkWords } from '../../../words/bulk-en.ts'
import { BulkProgress } from '../../bulk/bulk-progress.tsx'
import { useMay } from '../../contact-edit/use-may.ts'
import styles from './bulk-dock.module.css'
import { isNobody, type Selection } from './selection.ts'
import type { Chooser } from './use-selection.ts'

interface BulkDockProps {
  readonly chooser: Chooser
  /** The parameters of the list. */
  readonly behind: Readonly<Record<string, string>>
  readonly total: Total | undefined
  readonly stages: Stages
}

const forms = {
  move: lazy(() => import('./move-form.tsx').then(({ MoveForm }) => ({ default: MoveForm }))),
  owner: lazy(() => import('./owner-form.tsx').then(({ OwnerForm }) => ({ default: OwnerForm }))),
  trait: lazy(() => import('./trait-form.tsx').then(({ TraitForm }) => ({ default: TraitForm }))),
}

/** What can be done with those who are chosen; it stays while something is being done. */
export function BulkDock({ chooser, behind, total, stages }: BulkDockProps) {
  const [form, setForm] = useState<keyof typeof forms | null>(null)
  const [action, setAction] = useState<string | null>(null)
  const begin = useBeginBulk()
  const { selection, clear } = chooser
  if (action === null && isNobody(selection)) return null
  const close = () => {
    setAction(null)
    setForm(null)
    begin.reset()
  }
  const run = (work: BulkWork) =>
    begin.mutate({ selection: asked(selection, behind), work }, { onSuccess: ({ id }) => setAction(id) })
  const Form = form === null ? null : forms[form]
  return (
    <section className={styles['dock']} aria-label={bulkWords.bar}>
      {action === null ? (
        <>
          <div className={styles['bar']}>
            <p className={styles['count']} role="status">
              {countText(selection, total)}
            </p>
            <AllButton chooser={chooser} total={total} />
            <Tools form={form} setForm={setForm} selection={selection} />
            <button type="button" className={styles['close']} aria-label={bulkWords.clear} onClick={clear}>
              <IconX size={16} aria-hidden="true" />
            </button>
          </div>
          {Form !== null && (
            <Suspense fallback={null}>
              <Form key={form} stages={stages} onWork={run} isBusy={begin.isPending} />
            </Suspense>
          )}
          {begin.isError && (
            <p role="alert" className={styles['bad']}>
              {begin.error.message}
            </p>
          )}
        </>
      ) : (
        <div className={styles['at-work']}>
          <BulkProgress id={action} onDrop={close} />
          <div className={styles['aside']}>
            <Link to="/contacts/bulk/$id" params={{ id: action }} search={{}} className="link">
              {bulkWords.recent}
            </Link>
            <button
              type="button"
              className={styles['close']}
              aria-label={bulkWords.close}
              onClick={() => {
                close()
                clear()
              }}
            >
              <IconX size={16} aria-hidden="true" />
            </button>
          </div>
        </div>
      )}
    </section>
  )
}

function asked(selection: Selection, behind: BulkDockProps['behind']): BulkSelection {
  if (selection.kind === 'some') return { ids: [...selection.ids] }
  return { behind, except: [...selection.except] }
}

function countText(selection: Selection, total: Total | undefined): string {
  if (selection.kind === 'some') return bulkWords.chosen(selection.ids.size)
  if (selection.except.size === 0) return bulkWords.chosenAll(total?.count ?? null, total?.exact ?? false)
  return total?.exact === true
    ? bulkWords.chosen(total.count - selection.except.size)
    : bulkWords.chosenBut(selection.except.size)
}

/** Chooses the whole list, also what is not shown yet. */
function AllButton({ chooser, total }: Pick<BulkDockProps, 'chooser' | 'total'>) {
  const { selection, chooseAll } = chooser
  if (selection.kind === 'all' || (total?.exact === true && total.count <= selection.ids.size)) return null
  return (
    <Button variant="subtle" size="compact-sm" onClick={chooseAll}>
      {total === undefined ? bulkWords.chooseAllUnknown : bulkWords.chooseAll(total.count, total.exact)}
    </Button>
  )
}

interface ToolsProps {
  readonly form: keyof typeof forms | null
  readonly setForm: (form: keyof typeof forms | null) => void
  readonly selection: Selection
}

function Tools({ form, setForm, selection }: ToolsProps) {
  const [mayMove, mayChange] = [useMay('move'), useMay('change')]
  const pair = selection.kind === 'some' && selection.ids.size === 2 ? [...selection.ids] : null
  const tools = [
    ...(mayMove ? [{ form: 'move' as const, Icon: IconArrowRight }] : []),
    ...(mayChange
      ? [
          { form: 'owner' as const, Icon: IconUser },
          { form: 'trait' as const, Icon: IconTag },
        ]
      : []),
  ]
  return (
    <div className={styles['tools']}>
      {tools.map(({ form: one, Icon }) => (
        <Button
          key={one}
          size="xs"
          variant={form === one ? 'filled' : 'default'}
          aria-expanded={form === one}
          leftSection={<Icon size={14} aria-hidden="true" />}
          onClick={() => setForm(form === one ? null : one)}
        >
          {bulkWords[one]}
        </Button>
      ))}
      {mayMove && pair !== null && (
        <Link to="/contacts/merge" search={{ one: pair[0] ?? '', other: pair[1] ?? '' }} className={styles['merge']}>
          <IconGitMerge size={14} aria-hidden="true" />
          {bulkWords.merge}
        </Link>
      )}
    </div>
  )
}
