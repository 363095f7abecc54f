import { Tooltip } from '@mantine/core'
import { agoPhrase, agoText, exactText } from './moment.ts'
import { useNow } from './use-now.ts'

interface TimeAgoProps {
  readonly at: number
  /** Within a sentence (default: false). */
  readonly isPhrase?: boolean
}

/** A time as people say it, with the exact one in its tooltip. */
export function TimeAgo({ at, isPhrase = false }: TimeAgoProps) {
  const now = useNow()
  return (
    <Tooltip label={exactText(at)} openDelay={300}>
      <time dateTime={new Date(at).toISOString()}>{isPhrase ? agoPhrase(at, now) : agoText(at, now)}</time>
    </Tooltip>
  )
}
