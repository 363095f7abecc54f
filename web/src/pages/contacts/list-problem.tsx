import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { RequestFailed } from '../../api/request.ts'
import { ProblemNote } from '../../components/states/problem-note.tsx'
import states from '../../components/states/states.module.css'
import { listWords } from '../../words/contact-list-en.ts'

const route = getRouteApi('/contacts')

interface ListProblemProps {
  readonly error: Error
  /** Whether criteria or a segment narrow the list. */
  readonly isNarrowed: boolean
  readonly onRetry: () => void
}

/** Why there is no list. Of a filter that cannot be used: what is wrong with it, and ways on. */
export function ListProblem({ error, isNarrowed, onRetry }: ListProblemProps) {
  const navigate = route.useNavigate()
  const isFault = error instanceof RequestFailed && error.status >= 400 && error.status < 500
  if (!isNarrowed || !isFault || error.status === 401 || error.status === 403)
    return <ProblemNote error={error} onRetry={onRetry} />
  return (
    <section role="alert" className={states['note']}>
      <IconAlertTriangle size={20} className={states['bad']} aria-hidden="true" />
      <h2 className={states['title']}>{listWords.filter.wrong}</h2>
      <p className={states['text']}>
        {error.message} {listWords.filter.wrongAdvice}
      </p>
      <p>
        <Button
          variant="default"
          onClick={() => void navigate({ search: ({ where: _, segment: __, ...search }) => search })}
        >
          {listWords.filter.withdraw}
        </Button>
      </p>
    </section>
  )
}
