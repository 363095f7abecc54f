import { normaliseAnonymousId } from '../../domain/identity/normalise.ts'
import type { IncomingEvent } from '../../domain/incoming.ts'
import { unreachable } from '../../domain/json.ts'
import { type Content, groupOf, noContent, personIn, stampOf, traitsEvent } from './content.ts'
import { type Envelope, readName, readRequiredId } from './read-envelope.ts'
import { pageData, viewData } from './read-page.ts'
import { companyTraits, contactTraits, textOf } from './read-person.ts'
import { readTrack } from './read-track.ts'
import { rejected, type Taken, within } from './reading.ts'

/** Reads what a message of its type says; rejected where a field that the type needs is missing or is no such thing. */
export function readContent(envelope: Envelope): Taken<Content> {
  const { type } = envelope
  switch (type) {
    case 'identify':
      return { taken: identifyContent(envelope) }
    case 'track':
      return readTrack(envelope)
    case 'page':
    case 'screen':
      return readView(envelope, type)
    case 'group':
      return readGroup(envelope)
    case 'alias':
      return readAlias(envelope)
    default:
      return unreachable(type)
  }
}

/** Without traits there is an event too: it names the contact, and so makes it known. */
function identifyContent(envelope: Envelope): Content {
  const { context, traits } = envelope
  const set = contactTraits({ ...personIn(context), ...traits })
  const event = traitsEvent(set, envelope, stampOf(envelope, null))
  return { ...noContent, events: [event], person: set, group: groupOf(set.company, context) }
}

function readView(envelope: Envelope, kind: 'page' | 'screen'): Taken<Content> {
  const { context, message, place, properties } = envelope
  const used = message.name === undefined || message.name === null ? 'properties.name' : 'name'
  const name = readName(message.name ?? properties.name, within(place, used))
  if ('rejected' in name) return name
  const category = textOf(message.category)
  const data = kind === 'page' ? pageData(properties, context, category) : viewData(properties, category)
  const event: IncomingEvent = { kind, name: name.taken ?? '', data, stamp: stampOf(envelope, data) }
  return { taken: { ...noContent, events: [event], person: personIn(context), group: groupOf(undefined, context) } }
}

/** The traits of a group call are the company's; the person's own can only stand in the context. */
function readGroup(envelope: Envelope): Taken<Content> {
  const { context, message, place, traits } = envelope
  const used = message.groupId === undefined && message.group_id !== undefined ? 'group_id' : 'groupId'
  const id = readRequiredId(message, used, place, 'A group call needs a `groupId`.')
  if ('rejected' in id) return id
  return { taken: { ...noContent, person: personIn(context), group: { id: id.taken, traits: companyTraits(traits) } } }
}

/** From whatever key, only an anonymous id is joined: who holds a public key could otherwise take over a person. */
function readAlias(envelope: Envelope): Taken<Content> {
  const { message, place, userId } = envelope
  const used = message.previousId === undefined && message.previous_id !== undefined ? 'previous_id' : 'previousId'
  const id = readRequiredId(message, used, place, 'An alias needs a `previousId`.')
  if ('rejected' in id) return id
  if (userId === null) return rejected('missing_field', within(place, 'userId'), 'An alias needs a `userId`.')
  const value = normaliseAnonymousId(id.taken)
  if (value === null) return rejected('invalid_value', within(place, used), 'This is no id of an anonymous visitor.')
  return { taken: { ...noContent, previous: { kind: 'anonymous', value } } }
}
