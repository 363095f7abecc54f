import { isObject, type JsonObject } from '../../domain/json.ts'
import { readTouch } from '../../domain/touch.ts'
import { textOf } from './read-person.ts'

const fromContext = ['url', 'title', 'referrer', 'search'] as const

/** The properties of a page view, completed from what the browser said of the page; `path` always where it is known. */
export function pageData(properties: JsonObject, context: JsonObject, category: string | null): JsonObject {
  const page = isObject(context.page) ? context.page : {}
  const missing = fromContext.filter((key) => (properties[key] ?? null) === null && typeof page[key] === 'string')
  const data = { ...properties, ...Object.fromEntries(missing.map((key) => [key, page[key] ?? null])) }
  const path = textOf(properties.path) ?? textOf(page.path) ?? pathOf(textOf(data.url))
  const known = path === null ? data : { ...data, path }
  return viewData(known, category)
}

/** The properties of a view with its category, which older clients send beside them. */
export function viewData(properties: JsonObject, category: string | null): JsonObject {
  return category === null || Object.hasOwn(properties, 'category') ? properties : { ...properties, category }
}

function pathOf(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null
  return new URL(url).pathname || null
}

/**
 * Where the visit came from, for the event's stamp. Views are asked by their address, referrer and campaign; other
 * events only by a campaign that they name, since the page's referrer would make each of them a touch of its own.
 */
export function touchOf(data: JsonObject | null, context: JsonObject): JsonObject {
  const campaign = isObject(context.campaign) ? context.campaign : null
  if (data === null && (campaign === null || Object.keys(campaign).length === 0)) return {}
  const touch = readTouch({
    url: textOf(data?.url),
    search: textOf(data?.search),
    // Empty is an answer too: the browser came from nowhere.
    referrer: typeof data?.referrer === 'string' ? data.referrer : null,
    campaign,
  })
  return touch === null ? {} : Object.fromEntries(Object.entries(touch).filter(([, value]) => value !== null))
}
