import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ProposalView } from '../../../../../server/src/contract/proposals.ts'
import { proposalQuery } from '../../../api/proposals.ts'
import { RequestFailed } from '../../../api/request.ts'
import { meQuery } from '../../../api/session.ts'
import { actorText } from '../../../components/actor-text.ts'
import { PageBody } from '../../../components/frame/page-body.tsx'
import { useStages } from '../../../components/stage/stages.ts'
import { MissingPage } from '../../../components/states/missing-page.tsx'
import { PlaceholderRows } from '../../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../../components/states/problem-note.tsx'
import { TimeAgo } from '../../../components/time-ago.tsx'
import { draftWords } from '../../../words/drafts-en.ts'
import { lifecycleWords } from '../../../words/lifecycle-en.ts'
import { Differences } from '../differences.tsx'
import page from '../lifecycle-page.module.css'
import section from '../section.module.css'
import styles from './agreement.module.css'
import { AnswerForm } from './answer-form.tsx'
import { TeamAgreements } from './team-agreements.tsx'

const route = getRouteApi('/proposals/$id')
const { proposal: text } = draftWords

/** A change that waits for the word of the owning teams: what it changes, whom it moves, and what was said. */
export function ProposalPage() {
  const { id } = route.useParams()
  const found = useQuery(proposalQuery(id))
  if (found.error instanceof RequestFailed && [400, 404].includes(found.error.status)) return <MissingPage />
  return (
    <PageBody title={found.data?.name ?? text.title}>
      <Link to="/lifecycle" search={{}} className="link">
        {text.back}
      </Link>
      {found.data !== undefined ? (
        <Proposal proposal={found.data} />
      ) : found.isError ? (
        <ProblemNote error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <PlaceholderRows />
      )}
    </PageBody>
  )
}

function Proposal({ proposal }: { readonly proposal: ProposalView }) {
  const { data: me } = useQuery(meQuery())
  const { name, base, message, askedBy, askedAt, teams, differences, words, state, mine } = proposal
  const mayChange = me?.may.includes('change') === true
  return (
    <>
      <header>
        <h1 className={page['title']}>{name}</h1>
        <p className={page['truth']} role="status">
          {stateText(proposal)}
        </p>
        <p className={styles['soft']}>
          {text.asks(actorText(askedBy), base)}
          <TimeAgo at={Date.parse(askedAt)} isPhrase />.
        </p>
        {message !== '' && <p className={styles['message']}>{message}</p>}
      </header>
      <div className={styles['page']}>
        <div>
          <section aria-labelledby="proposal-differences">
            <h2 id="proposal-differences">{text.differences}</h2>
            <Differences differences={differences} />
          </section>
          <Effect proposal={proposal} />
        </div>
        <div>
          <section aria-labelledby="proposal-teams">
            <h2 id="proposal-teams">{text.teams}</h2>
            <TeamAgreements teams={teams} />
          </section>
          <section aria-labelledby="proposal-words">
            <h2 id="proposal-words">{text.words}</h2>
            {words.length === 0 && <p className={styles['soft']}>{text.nothing}</p>}
            <ul className={styles['words']}>
              {words.map(({ id, word, by, at, message: said, team }) => (
                <li key={id}>
                  <strong>{actorText(by)}</strong> {text.said[word]}
                  {team !== null && word !== 'comment' && text.forTeam(team)},{' '}
                  <span className={styles['soft']}>
                    <TimeAgo at={Date.parse(at)} isPhrase />
                  </span>
                  {said !== '' && <p>{said}</p>}
                </li>
              ))}
            </ul>
            {state === 'open' && (mine.length > 0 || mayChange) && <AnswerForm proposal={proposal} />}
          </section>
          {mayChange && state !== 'published' && (
            <Link to="/lifecycle" search={{ draft: proposal.draft, tab: 'plan' }} className="link">
              {text.open}
            </Link>
          )}
        </div>
      </div>
    </>
  )
}

function stateText({ state, teams, publishedVersion }: ProposalView): string {
  const { states } = text
  if (state === 'published') return states.published(publishedVersion ?? 0)
  if (state !== 'open') return states[state]
  return states.open(teams.filter(({ agreed, people }) => agreed === null && people.length > 0).map(({ name }) => name))
}

function Effect({ proposal: { effect } }: { readonly proposal: ProposalView }) {
  const stages = useStages()
  const { plan } = lifecycleWords
  return (
    <section aria-labelledby="proposal-effect">
      <h2 id="proposal-effect">{text.effect}</h2>
      <p>{lifecycleWords.publish.effects[effect.chosen].name}.</p>
      <p>{plan.truth(effect.moving, effect.contacts)}</p>
      <ul className={styles['moves']}>
        {effect.moves.map(({ track, from, to, count }) => (
          <li key={`${track} ${from} ${to}`}>
            <span>{plan.from(from === null ? null : stages.find(from).short, stages.find(to).short)}</span>
            <span>{lifecycleWords.people(count)}</span>
          </li>
        ))}
      </ul>
      {effect.removed.map(({ stage, standing, to }) => (
        <p key={stage} className={section['attention']}>
          {plan.removedText(stages.find(stage).name, standing, stages.find(to).name)}
        </p>
      ))}
      <p className={section['foot']}>
        {effect.chosen === 'restate' ? lifecycleWords.publish.needsRestate : plan.needs(effect.needs)} {text.effectNote}
      </p>
    </section>
  )
}
