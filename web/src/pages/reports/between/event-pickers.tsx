import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { stepsQuery } from '../../../api/reports.ts'
import { reportWords } from '../../../words/reports-en.ts'
import { useReportsSearch } from '../use-reports-search.ts'
import styles from './event-pickers.module.css'

const { between: text } = reportWords
/** Words that mean events of a sort, whatever their names. */
const sorts = ['page', 'track', 'traits', 'conversion', 'communication', 'opportunity', 'won', 'lost', 'open']

interface EventPickersProps {
  readonly from: string
  readonly to: string
}

/** Two events to choose; the commonest ones are proposed. */
export function EventPickers({ from: chosenFrom, to: chosenTo }: EventPickersProps) {
  const { change } = useReportsSearch()
  const [from, setFrom] = useState(chosenFrom)
  const [to, setTo] = useState(chosenTo)
  const list = useId()
  const common = useQuery(stepsQuery({ limit: 200 })).data?.rows ?? []
  const names = new Set([...sorts, ...common.flatMap((row) => [row.from, row.to])])
  return (
    <form
      className={styles['pickers']}
      onSubmit={(event) => {
        event.preventDefault()
        change({ from: from.trim(), to: to.trim() })
      }}
    >
      <TextInput
        size="xs"
        label={text.from}
        list={list}
        required
        withAsterisk={false}
        maxLength={255}
        value={from}
        onChange={({ currentTarget }) => setFrom(currentTarget.value)}
        className={styles['event'] ?? ''}
      />
      <TextInput
        size="xs"
        label={text.to}
        list={list}
        required
        withAsterisk={false}
        maxLength={255}
        value={to}
        onChange={({ currentTarget }) => setTo(currentTarget.value)}
        className={styles['event'] ?? ''}
      />
      <Button type="submit" size="xs">
        {text.submit}
      </Button>
      <datalist id={list}>
        {[...names].map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </form>
  )
}
