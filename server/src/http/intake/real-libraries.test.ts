import RudderAnalytics from '@rudderstack/rudder-sdk-node'
import { Analytics } from '@segment/analytics-node'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type IntakePeer, startIntakePeer } from '../../testing/intake-peer.ts'

let peer: IntakePeer
beforeAll(async () => {
  peer = await startIntakePeer()
})
afterAll(() => peer.close())
beforeEach(() => {
  peer.submitted.length = 0
})

const kinds = () => peer.submitted.flatMap((message) => message.events.map((event) => event.kind)).sort()

test("Segment's library for Node sends here by changing its host", async () => {
  const analytics = new Analytics({ writeKey: 'full-secret', host: peer.url, flushInterval: 50 })
  analytics.page({ anonymousId: 'a1', name: 'Home', properties: { url: 'https://x.example/' } })
  analytics.identify({ userId: 'u1', anonymousId: 'a1', traits: { email: 'ada@q.example' } })
  analytics.track({ userId: 'u1', event: 'Form Submitted', properties: { formId: 'demo' } })
  analytics.group({ userId: 'u1', groupId: 'g1', traits: { name: 'Quill' } })
  analytics.alias({ userId: 'u1', previousId: 'a1' })
  await analytics.closeAndFlush()
  expect(kinds()).toEqual(['conversion', 'page', 'traits'])
  expect(peer.submitted).toHaveLength(5)
  expect(peer.kept).toEqual([])
})

test("RudderStack's library for Node sends here by changing its data plane", async () => {
  const analytics = new RudderAnalytics('full-secret', { dataPlaneUrl: peer.url, flushInterval: 50, logLevel: 'error' })
  analytics.page({ anonymousId: 'a1', name: 'Home' })
  analytics.identify({ userId: 'u1', anonymousId: 'a1', traits: { email: 'ada@q.example' } })
  analytics.track({ userId: 'u1', event: 'Trial Started' })
  analytics.group({ userId: 'u1', groupId: 'g1', traits: { name: 'Quill' } })
  await expect.poll(() => peer.submitted.length, { timeout: 10_000 }).toBe(4)
  expect(kinds()).toEqual(['page', 'traits', 'track'].sort())
  expect(peer.kept).toEqual([])
})
