import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { LifecycleVersion } from '../../../../../server/src/contract/lifecycle.ts'
import { versionQuery } from '../../../api/lifecycle.ts'
import { notify } from '../../../components/notice.ts'
import { draftWords as text } from '../../../words/drafts-en.ts'
import { lifecycleWords } from '../../../words/lifecycle-en.ts'
import type { Draft } from '../use-draft.ts'
import { ClashPanel } from './clash-panel.tsx'
import styles from './drafts.module.css'

/** What stands between a draft and its being published: a version that came first, somebody who discarded it, a choice to be made. */
export function DraftNotes({ head, draft }: { readonly head: LifecycleVersion; readonly draft: Draft }) {
  const client = useQueryClient()
  const { keeper, state } = draft
  const bring = async () => {
    try {
      const { document } = await client.ensureQueryData(versionQuery(draft.base))
      keeper.rebase(document, head)
      if (keeper.state().clash === null) notify({ text: text.rebased(head.version) })
    } catch (error) {
      notify({ text: error instanceof Error ? error.message : String(error) })
    }
  }
  return (
    <>
      {draft.isChanged && draft.base !== head.version && state.clash === null && (
        <div className={styles['note']} role="status">
          <p>{lifecycleWords.overtaken(draft.base, head.version)}</p>
          <Button variant="default" size="xs" onClick={() => void bring()}>
            {text.rebase(head.version)}
          </Button>
        </div>
      )}
      {state.saving === 'gone' && (
        <div className={styles['note']} role="status">
          <p>{text.state.gone}</p>
          <Button size="xs" onClick={() => keeper.fork()}>
            {text.fork}
          </Button>
          <Button variant="default" size="xs" onClick={() => keeper.close()}>
            {text.let}
          </Button>
        </div>
      )}
      <ClashPanel draft={draft} />
    </>
  )
}
