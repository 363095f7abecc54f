import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { DuplicatePair, DuplicateSide } from '../../../../server/src/contract/contact-edit.ts'
import { useTellApart } from '../../api/contact-edit.ts'
import { ContactMark } from '../../components/contact-mark.tsx'
import { contactName } from '../../components/contact-name.ts'
import { notify } from '../../components/notice.ts'
import { StageBadge } from '../../components/stage/stage-badge.tsx'
import { useStages } from '../../components/stage/stages.ts'
import { TimeAgo } from '../../components/time-ago.tsx'
import { contactEditWords } from '../../words/contact-edit-en.ts'
import styles from './duplicates.module.css'

const text = contactEditWords.duplicates

/** Two contacts side by side with what makes them alike. */
export function DuplicatePairCard({ pair }: { readonly pair: DuplicatePair }) {
  const { one, other, reasons } = pair
  const tellApart = useTellApart()
  // The one with more of a history stays, unless somebody says otherwise.
  const [stays, goes] = one.events >= other.events ? [one, other] : [other, one]
  const names = text.pair(contactName(one), contactName(other))

  const decide = (isApart: boolean) => tellApart.mutateAsync({ one: one.id, other: other.id, apart: isApart })

  /** Told by promises: the pair is gone from the page by then, and what is given to mutate() with it. */
  function apart() {
    const undo = () =>
      void decide(false).then(
        () => notify({ text: contactEditWords.merge.apartUndone }),
        ({ message }: Error) => notify({ text: contactEditWords.merge.failed(message) }),
      )
    void decide(true).then(
      () =>
        notify({ text: contactEditWords.merge.apartDone, action: { label: contactEditWords.merge.undo, run: undo } }),
      ({ message }: Error) => notify({ text: message }),
    )
  }

  return (
    <li className={styles['pair']} aria-label={names}>
      <p className={styles['reasons']}>
        {reasons.map((reason) => (
          <span key={reason} className={styles['reason']}>
            {text.reasons[reason]}
          </span>
        ))}
      </p>
      <div className={styles['sides']}>
        <Side side={stays} />
        <Side side={goes} />
      </div>
      <div className={styles['answers']}>
        <Link
          to="/contacts/merge"
          search={{ one: stays.id, other: goes.id }}
          className={styles['look']}
          aria-label={`${text.look}: ${names}`}
        >
          {text.look}
        </Link>
        <Button
          variant="default"
          size="xs"
          loading={tellApart.isPending}
          aria-label={`${text.apart}: ${names}`}
          onClick={apart}
        >
          {text.apart}
        </Button>
      </div>
    </li>
  )
}

function Side({ side }: { readonly side: DuplicateSide }) {
  const stages = useStages()
  const { id, name, email, emails, phones, account, stage, level, createdAt, events } = side
  return (
    <div className={styles['side']}>
      <ContactMark name={name ?? email} size={28} />
      <div className={styles['words']}>
        <Link to="/contacts/$id" params={{ id }} search={{}} className={styles['name']}>
          {contactName(side)}
        </Link>
        {[...new Set([...(name === null ? [] : [email]), ...emails, ...onceEach(phones)])].map(
          (value) =>
            value !== null && (
              <span key={value} className={styles['line']}>
                {value}
              </span>
            ),
        )}
        {account?.name != null && <span className={styles['line']}>{account.name}</span>}
        <span className={styles['line']}>
          {stage !== null && <StageBadge stage={stages.find(stage)} level={level} />}{' '}
          {contactEditWords.parts.events(events)}
          {', '}
          {text.recorded} <TimeAgo at={Date.parse(createdAt)} isPhrase />
        </span>
      </div>
    </div>
  )
}

/** A number that is written in two ways is shown once. */
function onceEach(phones: readonly string[]): readonly string[] {
  return [...new Map(phones.map((phone) => [phone.replace(/\D/g, ''), phone])).values()]
}
