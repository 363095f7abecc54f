import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { contactQuery } from '../../api/contacts.ts'
import { contactName } from '../../components/contact-name.ts'
import { PageBody } from '../../components/frame/page-body.tsx'
import { MissingPage } from '../../components/states/missing-page.tsx'
import { contactEditWords } from '../../words/contact-edit-en.ts'
import { words } from '../../words/en.ts'
import styles from './contact-edit.module.css'
import { MergeChoice } from './merge-choice.tsx'
import { MergeCompare } from './merge-compare.tsx'

const route = getRouteApi('/contacts/merge')
const text = contactEditWords.merge

/** Two contacts side by side, and what they would be as one. */
export function MergePage() {
  const { one, other } = route.useSearch()
  const contact = useQuery({ ...contactQuery(one ?? ''), enabled: one !== undefined })
  if (one === undefined || contact.isError) return <MissingPage />
  return (
    <PageBody title={text.title}>
      <Link to="/contacts/$id" params={{ id: one }} search={{}} className={styles['back']}>
        {contact.data === undefined ? words.contact.back : contactName(contact.data)}
      </Link>
      <h1 className={styles['title']}>{text.title}</h1>
      {other === undefined ? (
        contact.data !== undefined && <MergeChoice contact={contact.data} />
      ) : (
        <MergeCompare key={`${one} ${other}`} one={one} other={other} />
      )}
    </PageBody>
  )
}
