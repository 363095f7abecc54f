import { IconSeedling } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { firstContactQuery } from '../../api/contacts.ts'
import { CommandLine } from '../../components/command-line.tsx'
import { QuietNote } from '../../components/states/quiet-note.tsx'
import { words } from '../../words/en.ts'

const demoRequest = JSON.stringify(
  {
    userId: 'ada',
    event: 'Form Submitted',
    properties: { form: 'demo', traits: { email: 'ada@acme.example', name: 'Ada Lovelace', company: 'Acme' } },
  },
  null,
  2,
)

/** Before the first contact: how to send one. Looks again every few seconds, so that it appears by itself. */
export function FirstEvent() {
  useQuery(firstContactQuery())
  return (
    <QuietNote icon={<IconSeedling size={28} stroke={1.5} aria-hidden="true" />} title={words.contacts.first}>
      <p>{words.contacts.firstSteps}</p>
      <CommandLine label={words.contacts.firstKey} text="npx ripen key create --kind full --name Server" />
      <CommandLine
        label={words.contacts.firstSend}
        text={`curl ${window.location.origin}/v1/track -u YOUR_KEY: \\\n  -H 'content-type: application/json' \\\n  -d '${demoRequest}'`}
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
