import { Button } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { AccountDetail } from '../../../../server/src/contract/accounts.ts'
import { StageGlyph } from '../../components/stage/stage-glyph.tsx'
import type { Stages } from '../../components/stage/stages.ts'
import { TimeAgo } from '../../components/time-ago.tsx'
import { accountWords } from '../../words/accounts-en.ts'
import styles from './account-page.module.css'

const route = getRouteApi('/accounts/$id')

interface AccountHeadProps {
  readonly account: AccountDetail
  readonly stages: Stages
}

/** Which company it is, where it stands and by whom. */
export function AccountHead({ account, stages }: AccountHeadProps) {
  const navigate = route.useNavigate()
  const { name, domain, id, people, owner, stage, since, reason, mergedInto } = account
  const shown = name ?? domain ?? id
  const about = [
    domain !== null && domain !== shown ? domain : null,
    accountWords.people(people),
    owner === null ? accountWords.ownerless : accountWords.ownedBy(owner),
  ].filter((part) => part !== null)
  return (
    <header className={styles['head']}>
      <div className={styles['who']}>
        <h1 className={styles['name']}>{shown}</h1>
        <p className={styles['about']}>{about.join(' · ')}</p>
        {stage === null ? (
          <p className={styles['stands']}>
            <span>
              <strong>{accountWords.noStage}.</strong> {accountWords.reasonless}
            </span>
          </p>
        ) : (
          <p className={styles['stands']}>
            <StageGlyph ripe={stages.find(stage).ripe} size={16} />
            <strong>{stages.find(stage).name}</strong>
            {since !== null && (
              <span>
                {accountWords.since} <TimeAgo at={Date.parse(since)} isPhrase />,
              </span>
            )}
            {reason !== null && <Why reason={reason} />}
          </p>
        )}
        {mergedInto !== null && (
          <p className={styles['note']}>
            {accountWords.mergedInto}{' '}
            <Link to="/accounts/$id" params={{ id: mergedInto }} search={{}} className="link">
              {accountWords.openOther}
            </Link>
          </p>
        )}
      </div>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPencil size={16} aria-hidden="true" />}
        onClick={() =>
          void navigate({ search: (search) => ({ ...search, panel: 'edit' as const }), resetScroll: false })
        }
      >
        {accountWords.edit}
      </Button>
    </header>
  )
}

function Why({ reason }: { readonly reason: NonNullable<AccountDetail['reason']> }) {
  if (reason.contact === null) return <span>{reason.text}.</span>
  return (
    <span>
      <Link to="/contacts/$id" params={{ id: reason.contact.id }} search={{}} className="link">
        {reason.text}
      </Link>
      .
    </span>
  )
}
