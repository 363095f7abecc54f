import { queryOptions } from '@tanstack/react-query'
import type { ContactPage } from '../../../server/src/contract/contacts.ts'
import type { HomeView } from '../../../server/src/contract/home.ts'
import { get } from './request.ts'

/** What needs whoever is signed in, and what moved of late. */
export const homeQuery = () =>
  queryOptions({ queryKey: ['home'], queryFn: ({ signal }) => get<HomeView>('/home', {}, signal) })

interface TestEvent {
  readonly key: string
  readonly userId: string
}

/** Sends as a website would: somebody who gives its name and looks at a page. @returns the id of the contact that it became */
export async function sendTestEvent({ key, userId }: TestEvent): Promise<string | null> {
  const traits = { email: `${userId}@acme.example`, name: 'Ada Lovelace', company: 'Acme' }
  const batch = [
    { type: 'identify', userId, traits, messageId: `${userId}-1` },
    { type: 'page', userId, name: 'Pricing', properties: { path: '/pricing' }, messageId: `${userId}-2` },
  ]
  const response = await fetch('/v1/batch', {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ batch, sentAt: new Date().toISOString() }),
  })
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`)
  const { items } = await get<ContactPage>('/contacts', { id: userId, limit: 1 }, AbortSignal.timeout(10_000))
  return items[0]?.id ?? null
}
