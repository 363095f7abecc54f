import type { ContactPageView } from '../../../server/src/contract/contact-page.ts'
import type { ContactDetail } from '../../../server/src/contract/contacts.ts'
import type { TimelinePage } from '../../../server/src/contract/timeline.ts'
import type { WhyView } from '../../../server/src/contract/why.ts'
import { get, RequestFailed } from './request.ts'

/** The parts of a contact's page, each of which can be asked for alone. */
export interface ContactParts {
  readonly contact: ContactDetail
  readonly why: WhyView
  readonly timeline: TimelinePage
}

/** Events of a timeline that are shown at first. */
export const FIRST_EVENTS = 60

type Part = keyof ContactParts

const paths: Readonly<Record<Part, (id: string) => string>> = {
  contact: (id) => `/contacts/${id}`,
  why: (id) => `/contacts/${id}/why`,
  timeline: (id) => `/contacts/${id}/timeline?limit=${FIRST_EVENTS}`,
}

interface Gathering {
  readonly parts: Set<Part>
  readonly answer: Promise<Partial<ContactParts>>
}

const gatherings = new Map<string, Gathering>()

/** A part of a contact's page. Parts that are asked for at the same moment come by one request. */
export async function contactPart<One extends Part>(id: string, part: One): Promise<ContactParts[One]> {
  const gathering = gatherings.get(id) ?? gather(id)
  gathering.parts.add(part)
  const found = (await gathering.answer)[part]
  if (found === undefined)
    throw new RequestFailed({ status: 404, code: 'not_found', detail: `There is no contact ${id}.` })
  return found
}

function gather(id: string): Gathering {
  const parts = new Set<Part>()
  const answer = new Promise<void>((resolve) => setTimeout(resolve)).then(() => {
    gatherings.delete(id)
    return ask(id, parts)
  })
  const gathering = { parts, answer }
  gatherings.set(id, gathering)
  return gathering
}

async function ask(id: string, parts: ReadonlySet<Part>): Promise<Partial<ContactParts>> {
  // Others may wait for the same answer, so nobody ends it.
  const { signal } = new AbortController()
  const [only] = parts
  if (parts.size === 1 && only !== undefined) return { [only]: await get(paths[only](id), {}, signal) }
  const { contact, why, timeline } = await get<ContactPageView>(`/contacts/${id}/page`, { limit: FIRST_EVENTS }, signal)
  return { contact, timeline, ...(why === null ? {} : { why }) }
}
