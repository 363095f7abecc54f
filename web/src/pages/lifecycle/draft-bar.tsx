import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { LifecycleVersion } from '../../../../server/src/contract/lifecycle.ts'
import { draftsQuery } from '../../api/drafts.ts'
import { meQuery } from '../../api/session.ts'
import { notify } from '../../components/notice.ts'
import { useStages } from '../../components/stage/stages.ts'
import { draftWords } from '../../words/drafts-en.ts'
import { lifecycleWords } from '../../words/lifecycle-en.ts'
import styles from './draft-bar.module.css'
import { isSynced } from './drafts/kept-draft.ts'
import type { Draft } from './use-draft.ts'
import type { DraftEffect } from './use-draft-effect.ts'
import { comparedOf, tellingStage } from './what-if/compared.ts'

const route = getRouteApi('/lifecycle')
const { bar: text } = lifecycleWords

interface DraftBarProps {
  readonly head: LifecycleVersion
  readonly draft: Draft
  readonly effect: DraftEffect
}

/** What the draft would do, always in sight while one edits. */
export function DraftBar({ head, draft, effect }: DraftBarProps) {
  const navigate = route.useNavigate()
  const { keeper, state } = draft
  const client = useQueryClient()
  const readAnew = () => client.invalidateQueries({ queryKey: draftsQuery().queryKey })
  const discard = async () => {
    try {
      const dropped = await keeper.discard()
      await readAnew()
      const restore = () =>
        keeper
          .restore(dropped as NonNullable<typeof dropped>)
          .catch(tell)
          .then(readAnew)
      notify({
        text: text.discarded,
        action: dropped === null ? undefined : { label: text.undo, run: () => void restore() },
      })
    } catch (error) {
      tell(error)
    }
  }
  return (
    <section className={styles['bar']} aria-label={text.label}>
      <p className={styles['effect']} role="status">
        <strong>{text.draft(head.version + 1)}</strong> <Effect effect={effect} /> <Kept draft={draft} />
      </p>
      <div className={styles['actions']}>
        <Button variant="default" onClick={() => void discard()}>
          {text.discard}
        </Button>
        <Button
          disabled={effect.faults.length > 0 || state.clash !== null || state.saving === 'gone'}
          onClick={() =>
            void navigate({ search: (search) => ({ ...search, panel: 'publish' as const }), resetScroll: false })
          }
        >
          {text.publish}
        </Button>
      </div>
    </section>
  )
}

const tell = (error: unknown) => notify({ text: error instanceof Error ? error.message : String(error) })

/** Whether everybody else has what is here. */
function Kept({ draft: { state } }: { readonly draft: Draft }) {
  const { saving, problem, clash, kept } = state
  const { data: me } = useQuery(meQuery())
  const words = draftWords.state
  if (me?.may.includes('change') === false) return <span className={styles['soft']}>{words.here}</span>
  if (clash !== null) return <span className={styles['bad']}>{words.clash}</span>
  if (saving === 'away') return <span className={styles['bad']}>{words.away}</span>
  if (saving === 'refused') return <span className={styles['bad']}>{words.refused(problem ?? '')}</span>
  if (saving === 'gone') return null
  const isSaved = kept !== null && isSynced(kept)
  return <span className={styles['soft']}>{isSaved ? words.saved : words.saving}</span>
}

function Effect({ effect }: { readonly effect: DraftEffect }) {
  const stages = useStages()
  const { faults, plan, whatIf, isPlanOld, isWhatIfOld } = effect
  if (faults.length > 0) return <span className={styles['bad']}>{text.faults(faults.length)}</span>
  const failed = plan.error ?? whatIf.error
  const compared = whatIf.data === undefined ? null : comparedOf(whatIf.data, stages)
  const later = whatIf.data === undefined ? null : tellingStage(whatIf.data)
  const reached = later === null ? '' : stages.find(later.stage).short
  return (
    <>
      {plan.data !== undefined && (
        <Link from="/lifecycle" search={{ tab: 'plan' }} className={styles['door']} data-old={isPlanOld || undefined}>
          {text.now(plan.data.moving)}
        </Link>
      )}{' '}
      {compared !== null && (
        <Link
          from="/lifecycle"
          search={({ panel: _, ...rest }) => ({ ...rest, tab: 'what-if' as const })}
          className={styles['door']}
          data-old={isWhatIfOld || undefined}
        >
          {text.history(compared)}
          {text.kept(compared.kept, later?.kept ?? null, reached)}
          {text.dropped(compared.dropped, later?.dropped ?? null)}
          {text.added(compared.added, later?.estimate?.low ?? null, later?.estimate?.high ?? null)}
        </Link>
      )}{' '}
      {failed !== null ? (
        <span className={styles['bad']}>
          {text.unknown}
          {failed.message}
        </span>
      ) : (
        (isPlanOld || isWhatIfOld) && <span className={styles['soft']}>{text.computing}</span>
      )}
    </>
  )
}
