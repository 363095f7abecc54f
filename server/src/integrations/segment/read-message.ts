import type { Time } from '../../domain/facts.ts'
import type { Identity, Incoming, IncomingOpportunity } from '../../domain/incoming.ts'
import type { Json, JsonObject } from '../../domain/json.ts'
import { checkMessage } from './check-message.ts'
import { messageKey } from './message-key.ts'
import { readContent } from './read-content.ts'
import { type MessageType, readEnvelope } from './read-envelope.ts'
import { identitiesOf, textOf } from './read-person.ts'
import { type Lookups, type Reading, rejected, type SendingKey } from './reading.ts'
import { readTimes } from './times.ts'

export interface MessageContext {
  /** What the address says that the message is; null in a batch. */
  readonly type: MessageType | null
  /** What the batch says for all its messages; a message's own word stands above it. */
  readonly batch: { readonly sentAt?: Json | undefined; readonly context?: Json | undefined } | null
  /** Where the message stands in the body (`batch[3]`), or empty. */
  readonly place: string
  readonly key: SendingKey
  readonly receivedAt: Time
  readonly lookups: Lookups
}

/**
 * Reads one message of the Segment protocol, in RudderStack's dialect too.
 *
 * Never throws: what cannot be taken comes back as a rejection with its place. Network addresses are not kept.
 */
export function readMessage(raw: unknown, context: MessageContext): Reading {
  const { batch, key, lookups, place, receivedAt } = context
  const checked = checkMessage(raw, place)
  if ('rejected' in checked) return checked
  const message = checked.taken
  const envelope = readEnvelope(message, { type: context.type, batchContext: batch?.context, place, key, lookups })
  if ('rejected' in envelope) return envelope
  const content = readContent(envelope.taken)
  if ('rejected' in content) return content
  const { userId, anonymousId, messageId } = envelope.taken
  const { events, group, opportunity, person, previous } = content.taken
  const { originalTimestamp, sentAt, timestamp } = message
  const names = { userId, email: textOf(person.email), phone: phoneIn(person), anonymousId }
  const { identities, deal } = withSomebody(identitiesOf(names, lookups), opportunity)
  if (identities.length === 0) {
    return rejected(
      'no_identity',
      place,
      'A message needs a `userId`, an `anonymousId` or an address that can be used.',
    )
  }
  const email = identities.find((identity) => identity.kind === 'email')?.value
  const incoming: Incoming = {
    channel: key.kind === 'full' ? 'server' : 'browser',
    source: key.id,
    messageKey: messageKey(key.id, messageId, message),
    ...readTimes({ timestamp, originalTimestamp, sentAt: sentAt ?? batch?.sentAt }, receivedAt, key.historical),
    receivedAt,
    identities,
    previous,
    group,
    domain: email === undefined ? null : lookups.corporateDomain(email),
    events,
    opportunity: deal,
  }
  return { taken: incoming }
}

function phoneIn(person: JsonObject): string | null {
  return typeof person.phone === 'number' ? String(person.phone) : textOf(person.phone)
}

/** A deal sent from a CRM may name its people only in the list: the first of them then stands for the contact. */
export function withSomebody(identities: readonly Identity[], deal: IncomingOpportunity | null) {
  const [first, ...others] = deal?.people ?? []
  if (identities.length > 0 || deal === null || first === undefined) return { identities, deal }
  return { identities: [first.identity], deal: { ...deal, role: first.role ?? deal.role, people: others } }
}
