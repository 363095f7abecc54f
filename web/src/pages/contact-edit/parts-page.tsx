import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { partsQuery, useUnmerge } from '../../api/contact-edit.ts'
import { contactQuery } from '../../api/contacts.ts'
import { RequestFailed } from '../../api/request.ts'
import { contactName } from '../../components/contact-name.ts'
import { PageBody } from '../../components/frame/page-body.tsx'
import { notify } from '../../components/notice.ts'
import { MissingPage } from '../../components/states/missing-page.tsx'
import { PlaceholderRows } from '../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../components/states/problem-note.tsx'
import { contactEditWords } from '../../words/contact-edit-en.ts'
import { words } from '../../words/en.ts'
import styles from './contact-edit.module.css'
import { MergedPart } from './merged-part.tsx'
import { OwnPart } from './own-part.tsx'

const route = getRouteApi('/contacts/$id/parts')
const text = contactEditWords.parts

/** What a contact is made of, to be taken apart. */
export function PartsPage() {
  const { id } = route.useParams()
  const contact = useQuery(contactQuery(id))
  const parts = useQuery(partsQuery(id))
  const unmerge = useUnmerge()
  if (contact.error instanceof RequestFailed && (contact.error.status === 404 || contact.error.status === 400))
    return <MissingPage />
  const all = parts.data?.parts ?? []
  const own = all.find(({ standing }) => standing)
  const name = contact.data === undefined ? words.contact.back : contactName(contact.data)
  return (
    <PageBody title={text.title}>
      <Link to="/contacts/$id" params={{ id }} search={{}} className={styles['back']}>
        {name}
      </Link>
      <h1 className={styles['title']}>{text.title}</h1>
      <p className={styles['truth']}>
        {contact.data === undefined || own === undefined ? ' ' : text.truth(name, all.length)}
      </p>
      <p className={styles['note']}>{text.note}</p>
      {parts.isPending && <PlaceholderRows />}
      {parts.isError && <ProblemNote error={parts.error} onRetry={() => void parts.refetch()} />}
      {own !== undefined && <OwnPart key={own.identities.length} part={own} isAlone={all.length === 1} />}
      {all
        .filter(({ standing }) => !standing)
        .map((part) => (
          <MergedPart
            key={part.row}
            part={part}
            isInner={part.into !== own?.row}
            busy={unmerge.isPending}
            onTakeOut={() =>
              unmerge.mutate(
                { survivor: own?.row ?? id, other: part.row },
                {
                  onSuccess: () => notify({ text: text.taken }),
                  onError: ({ message }) => notify({ text: `${text.refused}: ${message}` }),
                },
              )
            }
          />
        ))}
    </PageBody>
  )
}
