import { momentOf } from '../../contract/moment.ts'
import type { WhyView } from '../../contract/why.ts'
import { comparePlaces, type Event, type Transition } from '../../domain/facts.ts'
import { keptValue } from '../../domain/lifecycle/kept-value.ts'
import type { Gathered } from './gathered.ts'

type Touches = WhyView['touches']

/** Most touches that are listed. */
const RECENT = 12

/** Where a contact came from: the first and the latest touch, the one that tipped it over, and the newest of all. */
export function viewTouches({ program, state, events, behind, last }: Gathered, tippingSource: string | null): Touches {
  const touches = [...events, ...behind].filter(({ stamp }) => typeof stamp['source'] === 'string')
  const kept = (which: 'first' | 'latest'): Touches['first'] => {
    const value = keptValue(program, state, 'stamp.source', which)
    if (typeof value?.[0] !== 'string') return null
    const [source, at] = value
    const visit = touches.find((event) => event.at === at && event.stamp['source'] === source)
    return {
      source: String(source),
      campaign: visit === undefined ? null : campaignOf(visit),
      at: momentOf(at),
      event: visit?.id ?? null,
    }
  }
  return {
    first: kept('first'),
    latest: kept('latest'),
    tipping: tipping(last, tippingSource),
    recent: recent(touches),
  }
}

function tipping(last: Transition | undefined, source: string | null): Touches['tipping'] {
  return last === undefined || source === null ? null : { source, stage: last.to, at: momentOf(last.at) }
}

/** One for each change of source or campaign: ten visits by the same way are one touch. */
function recent(touches: readonly Event[]): Touches['recent'] {
  const listed: Touches['recent'] = []
  let before = ''
  for (const event of [...new Map(touches.map((one) => [one.id, one])).values()].sort(comparePlaces)) {
    const [source, campaign] = [String(event.stamp['source']), campaignOf(event)]
    const way = `${source} ${campaign ?? ''}`
    if (way !== before) listed.push({ source, campaign, at: momentOf(event.at), event: event.id })
    before = way
  }
  return listed.reverse().slice(0, RECENT)
}

function campaignOf({ stamp }: Event): string | null {
  return typeof stamp['campaign'] === 'string' ? stamp['campaign'] : null
}
