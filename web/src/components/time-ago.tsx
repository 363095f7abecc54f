import { Tooltip } from '@mantine/core'
import { agoText, exactText } from './moment.ts'
import { useNow } from './use-now.ts'

/** A time as people say it, with the exact one in its tooltip. */
export function TimeAgo({ at }: { readonly at: number }) {
  const now = useNow()
  return (
    <Tooltip label={exactText(at)} openDelay={300}>
      <time dateTime={new Date(at).toISOString()}>{agoText(at, now)}</time>
    </Tooltip>
  )
}
