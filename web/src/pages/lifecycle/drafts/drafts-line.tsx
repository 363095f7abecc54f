import { Button, TextInput } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { type FormEvent, useEffect, useState } from 'react'
import type { DraftItem } from '../../../../../server/src/contract/drafts.ts'
import { draftApi, draftsQuery } from '../../../api/drafts.ts'
import { meQuery } from '../../../api/session.ts'
import { actorText } from '../../../components/actor-text.ts'
import { notify } from '../../../components/notice.ts'
import { TimeAgo } from '../../../components/time-ago.tsx'
import { draftWords as text } from '../../../words/drafts-en.ts'
import fields from '../fields/fields.module.css'
import type { Draft } from '../use-draft.ts'
import styles from './drafts.module.css'

const route = getRouteApi('/lifecycle')
/** Somebody who was at a draft longer ago is not at it any more (milliseconds). */
const AT_IT = 10 * 60_000

/** Which draft is open here, who else is at it, and which others there are. */
export function DraftsLine({ draft }: { readonly draft: Draft }) {
  const { data: drafts } = useQuery(draftsQuery())
  const { kept } = draft.state
  const open = useOpenDraft(draft)
  const items = drafts?.items ?? []
  const own = items.find(({ id }) => id === kept?.id)
  const others = items.filter(({ id }) => id !== kept?.id)
  if (kept === null && others.length === 0) return null
  return (
    <section aria-label={text.label} className={styles['line']}>
      {kept !== null && <OwnDraft draft={draft} item={own} />}
      {others.length > 0 && (
        <div className={styles['others']}>
          <span>{text.others}</span>
          <ul className={styles['others']}>
            {others.map((item) => (
              <li key={item.id} className={styles['other']}>
                <button
                  type="button"
                  className="link"
                  aria-label={text.openHint(item.name)}
                  onClick={() => void open(item.id)}
                >
                  {item.name}
                </button>
                <span>
                  {text.by(actorText(item.changedBy))}
                  <TimeAgo at={Date.parse(item.changedAt)} isPhrase />
                </span>
                {item.proposal !== null && <span className={styles['mark']}>{text.waits}</span>}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}

/** Opens a draft in the place of the one that is open, which stays on the server; also the one that the address names. */
function useOpenDraft({ keeper }: Draft): (id: string) => Promise<void> {
  const { draft: asked } = route.useSearch()
  const navigate = route.useNavigate()
  const open = async (id: string) => {
    const { kept } = keeper.state()
    try {
      if (kept !== null && kept.id !== id && !(await keeper.settle())) return notify({ text: text.unsaved })
      if (kept?.id !== id) keeper.open(await draftApi.read(id))
    } catch (error) {
      notify({ text: error instanceof Error ? error.message : String(error) })
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the address names is opened once
  useEffect(() => {
    if (asked === undefined) return
    void open(asked).then(() =>
      navigate({ search: ({ draft: _, ...rest }) => rest, replace: true, resetScroll: false }),
    )
  }, [asked])
  return open
}

function OwnDraft({ draft, item }: { readonly draft: Draft; readonly item: DraftItem | undefined }) {
  const { data: me } = useQuery(meQuery())
  const client = useQueryClient()
  const [naming, setNaming] = useState<string | null>(null)
  const { kept } = draft.state
  const name = kept?.name ?? text.unnamed
  const lately = (item?.editors ?? []).filter(
    ({ by, at }) =>
      !(typeof by === 'object' && 'user' in by && by.user === me?.id) && Date.now() - Date.parse(at) < AT_IT,
  )
  const aside = async () => {
    if (await draft.keeper.settle()) {
      draft.keeper.close()
      await client.invalidateQueries({ queryKey: draftsQuery().queryKey })
      notify({ text: text.wasAside })
    } else notify({ text: text.unsaved })
  }
  const rename = (event: FormEvent) => {
    event.preventDefault()
    if (naming !== null && naming.trim() !== '' && naming !== name)
      draft.keeper.rename(naming.trim()).catch((error: Error) => notify({ text: error.message }))
    setNaming(null)
  }
  return (
    <div className={styles['own']}>
      {naming === null ? (
        <>
          <span>
            {text.here} <strong>{name}</strong>
          </span>
          {kept?.id != null && (
            <button
              type="button"
              className={fields['icon']}
              aria-label={text.rename}
              title={text.rename}
              onClick={() => setNaming(name)}
            >
              <IconPencil size={14} aria-hidden="true" />
            </button>
          )}
        </>
      ) : (
        <form onSubmit={rename}>
          <TextInput
            size="xs"
            aria-label={text.name}
            value={naming}
            maxLength={100}
            autoFocus
            onChange={({ currentTarget }) => setNaming(currentTarget.value)}
            onKeyDown={({ key }) => key === 'Escape' && setNaming(null)}
          />
          <Button type="submit" size="compact-xs">
            {text.takeName}
          </Button>
        </form>
      )}
      {kept?.id != null && (
        <Button size="compact-xs" variant="default" title={text.asideHint} onClick={() => void aside()}>
          {text.aside}
        </Button>
      )}
      <span role="status">
        {lately.map(({ by, at }) => (
          <span key={JSON.stringify(by)}>
            {text.edits(actorText(by))}
            <TimeAgo at={Date.parse(at)} isPhrase />
          </span>
        ))}
      </span>
    </div>
  )
}
