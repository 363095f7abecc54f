import { IconSeedling } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { firstContactQuery } from '../../api/contacts.ts'
import { QuietNote } from '../../components/states/quiet-note.tsx'
import { words } from '../../words/en.ts'
import { CommandLine } from './command-line.tsx'

/** Before the first contact: how to send one. Looks again every few seconds, so that it appears by itself. */
export function FirstEvent() {
  useQuery(firstContactQuery())
  const sent = JSON.stringify({
    userId: 'ada',
    traits: { email: 'ada@example.com', name: 'Ada Lovelace' },
  })
  return (
    <QuietNote icon={<IconSeedling size={28} stroke={1.5} aria-hidden="true" />} title={words.contacts.first}>
      <p>{words.contacts.firstSteps}</p>
      <CommandLine label={words.contacts.firstKey} text="npx ripen key create --kind full --name Website" />
      <CommandLine
        label={words.contacts.firstSend}
        text={`curl ${window.location.origin}/v1/identify -u YOUR_KEY: \\\n  -H 'content-type: application/json' \\\n  -d '${sent}'`}
      />
      <p>
        {words.contacts.firstMissing}{' '}
        <Link to="/rejected" className="link">
          {words.contacts.firstRejected}
        </Link>
      </p>
    </QuietNote>
  )
}
