import { createHash } from 'node:crypto'
import type { Incoming } from '../server/src/domain/incoming.ts'
import { seeded } from '../server/src/testing/seeded.ts'

/** Messages in a request. */
export const BATCH = 1000
const PER_CONTACT = 3

export interface Messages {
  /** One message that makes a contact known. */
  first(contact: number): Incoming
  /** Batches of 1,000: three successive events of each of 334 contacts. */
  batch(): readonly Incoming[]
}

/** Messages made up from a seed. */
export function createMessages(contacts: number, seed: number): Messages {
  const random = seeded(seed)
  let count = 0
  const make = (contact: number, event: Incoming['events'][number]): Incoming => {
    count += 1
    const now = Date.now()
    return {
      channel: 'server',
      source: 'bench',
      messageKey: createHash('sha256').update(`bench ${count}`).digest().subarray(0, 16),
      at: now,
      sentTime: null,
      receivedAt: now,
      identities: [{ kind: 'user', value: `user-${contact}` }],
      previous: null,
      group: null,
      domain: null,
      events: [event],
      opportunity: null,
    }
  }
  const visit = (): Incoming['events'][number] => {
    if (random() < 0.5)
      return {
        kind: 'page',
        name: 'Page',
        data: {
          path: random() < 0.2 ? '/pricing' : '/blog/post',
          title: 'A page',
          url: 'https://www.example.com/blog/post',
        },
        stamp: { source: 'organic_search' },
      }
    return {
      kind: 'track',
      name: `Event ${Math.floor(random() * 18)}`,
      data: { plan: 'team', seats: Math.floor(random() * 50) },
      stamp: {},
    }
  }
  return {
    first: (contact) => make(contact, { kind: 'traits', name: '', data: { set: {} }, stamp: {} }),
    batch() {
      const messages: Incoming[] = []
      while (messages.length < BATCH) {
        const contact = Math.floor(random() * contacts)
        for (let event = 0; event < PER_CONTACT && messages.length < BATCH; event++)
          messages.push(make(contact, visit()))
      }
      return messages
    },
  }
}
