import {
  IconAlertTriangle,
  IconFileImport,
  IconGitPullRequest,
  IconInbox,
  IconUserCheck,
  IconUsers,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { HomeView } from '../../../../server/src/contract/home.ts'
import { actorText } from '../../components/actor-text.ts'
import { ProgressBar } from '../../components/progress-bar.tsx'
import type { Stages } from '../../components/stage/stages.ts'
import { TimeAgo } from '../../components/time-ago.tsx'
import { draftWords } from '../../words/drafts-en.ts'
import { words } from '../../words/en.ts'
import { homeWords } from '../../words/home-en.ts'
import styles from './home.module.css'

/** How many things wait for whoever looks. */
export function countNeeds({ proposals, agreements, rejected, imports, duplicates }: HomeView): number {
  const failed = imports.filter(({ state }) => state === 'failed').length
  const lists = [rejected, duplicates].filter((list) => list !== null && list.count > 0).length
  return (proposals?.total.count ?? 0) + agreements.length + lists + failed
}

/** Everything that wants a word or a look, each with the door to where that is done. */
export function NeedsList({ home, stages }: { readonly home: HomeView; readonly stages: Stages }) {
  const { proposals, agreements, rejected, imports, duplicates } = home
  const more = (proposals?.total.count ?? 0) - (proposals?.items.length ?? 0)
  const isEmpty = countNeeds(home) === 0 && imports.length === 0
  return (
    <section aria-labelledby="needs" className={styles['section']}>
      <h2 id="needs">{homeWords.needs}</h2>
      {isEmpty && <p className={styles['quiet']}>{homeWords.nothing}</p>}
      <ul className={styles['needs']}>
        {agreements.map(({ id, name, askedBy, askedAt }) => (
          <Need key={id} icon={<IconGitPullRequest size={16} className={styles['attention']} aria-hidden="true" />}>
            <Link to="/proposals/$id" params={{ id }} className={styles['name']}>
              {name}
            </Link>{' '}
            {draftWords.home(actorText(askedBy))}
            <TimeAgo at={Date.parse(askedAt)} isPhrase />.
          </Need>
        ))}
        {proposals?.items.map(({ contact, to }) => (
          <Need key={`${contact.id} ${to}`} icon={<IconUserCheck size={16} aria-hidden="true" />}>
            <Link to="/contacts/$id" params={{ id: contact.id }} search={{}} className={styles['name']}>
              {contact.name ?? contact.email ?? words.contacts.nameless}
            </Link>{' '}
            {homeWords.proposal(stages.find(to).short)}
          </Need>
        ))}
        {more > 0 && (
          <li className={styles['more']}>{homeWords.moreProposals(more, proposals?.total.exact ?? true)}</li>
        )}
        {imports.map((one) => (
          <Need
            key={one.id}
            icon={
              one.state === 'failed' ? (
                <IconAlertTriangle size={16} className={styles['attention']} aria-hidden="true" />
              ) : (
                <IconFileImport size={16} aria-hidden="true" />
              )
            }
          >
            {importText(one)}{' '}
            <Link to="/imports/$id" params={{ id: one.id }} className="link">
              {homeWords.importDoor}
            </Link>
            {one.state === 'running' && <ProgressBar label={one.fileName} done={one.bytesRead} total={one.bytes} />}
          </Need>
        ))}
        {rejected !== null && rejected.count > 0 && (
          <Need icon={<IconInbox size={16} className={styles['attention']} aria-hidden="true" />}>
            {homeWords.rejected(rejected)}{' '}
            <Link to="/rejected" className="link">
              {homeWords.rejectedDoor}
            </Link>
          </Need>
        )}
        {duplicates !== null && duplicates.count > 0 && (
          <Need icon={<IconUsers size={16} aria-hidden="true" />}>
            {homeWords.duplicates(duplicates)}{' '}
            <Link to="/contacts/duplicates" className="link">
              {homeWords.duplicatesDoor}
            </Link>
          </Need>
        )}
      </ul>
    </section>
  )
}

function importText({ state, fileName, rows }: HomeView['imports'][number]): string {
  if (state === 'failed') return homeWords.importFailed(fileName)
  return state === 'undoing' ? homeWords.undoing(fileName) : homeWords.importing(fileName, homeWords.rows(rows))
}

function Need({ icon, children }: { readonly icon: ReactNode; readonly children: ReactNode }) {
  return (
    <li className={styles['need']}>
      {icon}
      <div className={styles['says']}>{children}</div>
    </li>
  )
}
