import { TextInput } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ContactDetail } from '../../../../server/src/contract/contacts.ts'
import { duplicatesOfQuery } from '../../api/contact-edit.ts'
import { contactsQuery } from '../../api/contacts.ts'
import { ContactMark } from '../../components/contact-mark.tsx'
import { contactName } from '../../components/contact-name.ts'
import { contactEditWords } from '../../words/contact-edit-en.ts'
import styles from './contact-edit.module.css'

const route = getRouteApi('/contacts/merge')
const text = contactEditWords.merge

interface Candidate {
  readonly id: string
  readonly name: string | null
  readonly email: string | null
  readonly known: boolean
  readonly account: { readonly name: string | null } | null
}

/** With whom a contact is to be merged: those found to be alike, or anybody by name. */
export function MergeChoice({ contact }: { readonly contact: ContactDetail }) {
  const { q } = route.useSearch()
  const navigate = route.useNavigate()
  const alike = useQuery(duplicatesOfQuery(contact.id)).data?.items ?? []
  const found = useInfiniteQuery({ ...contactsQuery({ q }), enabled: q !== undefined })
  const proposed = alike.map(({ one, other }) => (one.id === contact.id ? other : one))
  const others = q === undefined ? [] : (found.data?.pages[0]?.items ?? []).filter(({ id }) => id !== contact.id)
  return (
    <>
      <p className={styles['truth']}>{text.truthChoose(contactName(contact))}</p>
      {proposed.length > 0 && <Candidates title={text.proposed} one={contact.id} candidates={proposed} />}
      <TextInput
        className={styles['narrow'] ?? ''}
        type="search"
        label={text.search}
        maxLength={200}
        defaultValue={q ?? ''}
        onChange={({ currentTarget }) => {
          const asked = currentTarget.value.trim()
          void navigate({ search: { one: contact.id, ...(asked === '' ? {} : { q: asked }) }, replace: true })
        }}
      />
      {others.length > 0 && <Candidates title={text.found} one={contact.id} candidates={others.slice(0, 20)} />}
      <p role="status" className={styles['note']}>
        {q !== undefined && found.data !== undefined && others.length === 0 ? text.none : ''}
      </p>
    </>
  )
}

function Candidates({
  title,
  one,
  candidates,
}: {
  readonly title: string
  readonly one: string
  readonly candidates: readonly Candidate[]
}) {
  return (
    <section aria-label={title}>
      <h2 className={styles['section']}>{title}</h2>
      <ul className={styles['candidates']}>
        {candidates.map((candidate) => (
          <li key={candidate.id}>
            <Link to="/contacts/merge" search={{ one, other: candidate.id }} className={styles['candidate']}>
              <ContactMark name={candidate.name ?? candidate.email} size={24} />
              <span className={styles['cut']}>{contactName(candidate)}</span>
              <span className={styles['soft']}>
                {[candidate.name === null ? null : candidate.email, candidate.account?.name]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
