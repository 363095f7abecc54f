import { nearest } from '../criteria/unknown-name.ts'

/** The time zone that was likely meant: `Europe/Berlin` for Berlin, berlin or Europe/Berlinn; null where none is near. */
export function nearestZone(name: string): string | null {
  const zones = Intl.supportedValuesOf('timeZone')
  const wanted = name.trim().toLowerCase().replaceAll(' ', '_')
  const city = zones.find((zone) => zone.toLowerCase().endsWith(`/${wanted}`))
  return city ?? nearest(wanted, zones)
}
