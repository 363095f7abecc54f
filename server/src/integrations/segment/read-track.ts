import { isObject, type JsonObject } from '../../domain/json.ts'
import { type Content, groupNamed, groupOf, noContent, personIn, stampOf, traitsEvent } from './content.ts'
import { findNamedEvent } from './named-events.ts'
import { conversionOf, subscriptionOf } from './read-conversion.ts'
import { type Envelope, readName, readRequiredId } from './read-envelope.ts'
import { readOpportunity } from './read-opportunity.ts'
import { contactTraits } from './read-person.ts'
import { rejected, type Taken, within } from './reading.ts'

/** Reads a track. From a full key some names become Ripen's own kinds (named-events.ts); a public key may not send them. */
export function readTrack(envelope: Envelope): Taken<Content> {
  const { context, key, message, place, properties } = envelope
  const name = readName(message.event, within(place, 'event'))
  if ('rejected' in name) return name
  if (name.taken === null) return rejected('missing_field', within(place, 'event'), 'A track needs an `event`.')
  const named = findNamedEvent(name.taken)
  const said = { ...noContent, person: personIn(context), group: groupOf(undefined, context) }
  const stamp = stampOf(envelope, null)
  if (named === null) {
    return { taken: { ...said, events: [{ kind: 'track', name: name.taken, data: properties, stamp }] } }
  }
  if (key.kind !== 'full') {
    const detail = `"${name.taken}" decides over stages: it is taken from a server with a full key, not from a public key.`
    return rejected('not_allowed', within(place, 'event'), detail)
  }
  if (named.becomes === 'opportunity') return readDeal(envelope, named.state ?? null, said)
  if (named.becomes === 'subscription') {
    return { taken: { ...said, events: [subscriptionOf(properties, name.taken === 'Subscribed', stamp)] } }
  }
  return { taken: conversionContent(envelope, said, stamp) }
}

/** A form may bring the contact's traits along; they are set before the conversion, which may be judged by them. */
function conversionContent(envelope: Envelope, said: Content, stamp: JsonObject): Content {
  const { traits } = envelope.properties
  const conversion = conversionOf(envelope.properties, stamp)
  if (!isObject(traits)) return { ...said, events: [conversion] }
  const set = contactTraits(traits)
  const { human } = stamp
  return {
    ...said,
    events: [traitsEvent(set, envelope, human === undefined ? {} : { human }), conversion],
    person: { ...said.person, ...set },
    group: said.group ?? groupOf(set.company, {}),
  }
}

const dealNames = ['opportunityId', 'opportunity_id', 'id'] as const

function readDeal(envelope: Envelope, state: 'open' | 'won' | 'lost' | null, said: Content): Taken<Content> {
  const { lookups, properties } = envelope
  const place = within(envelope.place, 'properties')
  const used = dealNames.find((name) => (properties[name] ?? null) !== null) ?? 'opportunityId'
  const id = readRequiredId(properties, used, place, 'A deal needs its id.')
  if ('rejected' in id) return id
  const { [used]: _id, accountId, account_id: olderAccountId, ...rest } = properties
  const opportunity = readOpportunity(withProperNames(rest), { id: id.taken, state, place }, lookups)
  if ('rejected' in opportunity) return opportunity
  const group = said.group ?? groupNamed(accountId ?? olderAccountId)
  return { taken: { ...said, group, opportunity: opportunity.taken } }
}

const properNames: readonly (readonly [other: string, proper: string])[] = [
  ['contacts', 'people'],
  ['value', 'amount'],
]

function withProperNames(data: JsonObject): JsonObject {
  const rename = new Map(
    properNames.filter(([other, proper]) => Object.hasOwn(data, other) && !Object.hasOwn(data, proper)),
  )
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [rename.get(key) ?? key, value]))
}
