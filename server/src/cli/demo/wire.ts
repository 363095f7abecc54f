import type { MachineClick } from '../../demo/simulate.ts'
import type { DemoEvent } from '../../demo/story.ts'

/** An event in the form of `POST /api/v1/events`. */
export function ownEvent({ at, ...event }: DemoEvent): object {
  return { ...event, at: new Date(at).toISOString() }
}

/** A click of a mail gateway as a mail service reports it, in the Segment protocol: its agent says that it is a machine. */
export function gatewayClick({ at, messageId, userId }: MachineClick): object {
  return {
    type: 'track',
    event: 'Email Clicked',
    userId,
    messageId,
    timestamp: new Date(at).toISOString(),
    context: { userAgent: 'Mozilla/5.0 (compatible; BarracudaCentral; link protection)' },
  }
}
