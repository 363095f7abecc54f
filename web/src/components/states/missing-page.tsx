import { IconCompass } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { words } from '../../words/en.ts'
import { PageBody } from '../frame/page-body.tsx'
import { QuietNote } from './quiet-note.tsx'

/** An address that leads nowhere. */
export function MissingPage() {
  return (
    <PageBody title={words.states.notFound}>
      <QuietNote icon={<IconCompass size={20} aria-hidden="true" />} title={words.states.notFound}>
        <p>{words.states.notFoundAdvice}</p>
        <p>
          <Link to="/contacts" className="link">
            {words.states.toContacts}
          </Link>
        </p>
      </QuietNote>
    </PageBody>
  )
}
