import { isbot } from 'isbot'
import type { Channel } from '../../domain/vocabulary.ts'

/** What else is known of a request; all optional. */
export interface MachineHints {
  /** How the message came: on other channels than the browser's, the agent may be the sender's own program. */
  readonly channel?: Channel
  /** Browser brands of client hints (`Sec-CH-UA`, `userAgentData.brands`), as text. */
  readonly brands?: string
  /** The header `Sec-Purpose` or `Purpose`: browsers that fetch a page ahead say `prefetch`. */
  readonly purpose?: string
  /** `navigator.webdriver`: the browser is driven by a program. */
  readonly webdriver?: boolean
}

/** Libraries that report for others: they say nothing about who was there. */
const REPORTERS = /^(analytics|rudder|segment|ripen|posthog|mixpanel)[-_. a-z]*(\/|$)/i
const HTTP_LIBRARIES =
  /^(axios|node|node-fetch|undici|got|superagent|python-requests|python-urllib|python-httpx|aiohttp|ruby|faraday|go-http-client|okhttp|java|apache-httpclient|guzzlehttp|php|curl|wget|dart|libwww-perl|dotnet|restsharp|postmanruntime|ktor-client)([/ ]|$)/i
/** What crawlers, link checks and driven browsers say that the general list leaves out. */
const MORE_MACHINES = /headlesschrome|phantomjs|proofpoint|barracuda|mimecast|safelinks|puppeteer|playwright|selenium/i

/**
 * Whether a visit was made by a crawler, a link check of mail, a driven browser or another machine.
 * An unknown or empty agent is none, nor is a library that reports what it saw elsewhere.
 */
export function isMachine(userAgent: string | null | undefined, hints: MachineHints = {}): boolean {
  if (hints.webdriver || /prefetch|preview/i.test(hints.purpose ?? '')) return true
  if (MORE_MACHINES.test(hints.brands ?? '')) return true
  const agent = userAgent?.trim() ?? ''
  if (agent === '' || REPORTERS.test(agent)) return false
  if (hints.channel && hints.channel !== 'browser' && HTTP_LIBRARIES.test(agent)) return false
  return MORE_MACHINES.test(agent) || isbot(agent)
}
