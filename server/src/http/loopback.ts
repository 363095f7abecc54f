import type { FastifyRequest } from 'fastify'

const names = new Set(['localhost', '127.0.0.1', '[::1]'])
const addresses = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])
const forwarded = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'] as const

/** The name in a Host header, without its port; null for what is none. */
export function hostName(host: string | undefined): string | null {
  try {
    return host === undefined || host === '' ? null : new URL(`http://${host}`).hostname
  } catch {
    return null
  }
}

export function isLoopbackName(name: string | null): boolean {
  return name !== null && names.has(name)
}

/** A request of this machine, meant for this machine, that no proxy passed on. */
export function isLocal(request: FastifyRequest): boolean {
  return (
    addresses.has(request.socket.remoteAddress ?? '') &&
    isLoopbackName(hostName(request.headers.host)) &&
    forwarded.every((name) => request.headers[name] === undefined)
  )
}

/**
 * Whether a request comes from a page of ours, as the browser says. One that changes something has to say it; one that
 * reads may also come from nowhere, as when somebody types its address.
 */
export function comesFromOurPages(request: FastifyRequest, url: string): boolean {
  const { host, origin, referer, 'sec-fetch-site': site } = request.headers
  const reads = request.method === 'GET' || request.method === 'HEAD'
  if (!reads && origin === undefined && site === undefined) return false
  const ours = [host, hostOf(url)]
  const fromHere = (address: string | undefined) => address === undefined || ours.includes(hostOf(address) ?? '')
  const sameSite = site === undefined || site === 'same-origin' || (reads && site === 'none')
  return sameSite && fromHere(origin) && fromHere(referer)
}

function hostOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).host : null
}
