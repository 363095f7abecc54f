import { expect, test } from 'vitest'
import { nearestZone } from './zone-names.ts'

test.each([
  ['Berlin', 'Europe/Berlin'],
  ['new york', 'America/New_York'],
  ['Europe/Berlinn', 'Europe/Berlin'],
  ['Amerika/New_York', 'America/New_York'],
  ['nowhere at all', null],
  ['', null],
])('%j is near %j', (name, zone) => expect(nearestZone(name)).toBe(zone))
