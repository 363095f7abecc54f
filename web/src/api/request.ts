import type { ProblemView } from '../../../server/src/contract/problem.ts'

/** An answer of the API that is no success, or none at all (status 0). */
export class RequestFailed extends Error {
  override name = 'RequestFailed'
  readonly status: number
  readonly code: string

  constructor(problem: Pick<ProblemView, 'status' | 'code' | 'detail'>) {
    super(problem.detail)
    this.status = problem.status
    this.code = problem.code
  }
}

export type Parameters = Readonly<Record<string, string | number | null | undefined>>

/** Reads a resource; parameters without a value are left out. @throws {RequestFailed} */
export async function get<Answer>(path: string, parameters: Parameters, signal: AbortSignal): Promise<Answer> {
  const given = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined || value === null || value === '' ? [] : [[name, String(value)]],
  )
  const query = new URLSearchParams(given).toString()
  return send<Answer>(`/api/v1${path}${query === '' ? '' : `?${query}`}`, { signal })
}

/** Asks for something to be done, once however often the request is repeated. @throws {RequestFailed} */
export async function post<Answer>(path: string, body: unknown): Promise<Answer> {
  return send<Answer>(`/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': onceKey() },
    body: JSON.stringify(body),
  })
}

async function send<Answer>(path: string, init: RequestInit): Promise<Answer> {
  const response = await reach(path, init)
  if (response.ok) return (await response.json()) as Answer
  throw new RequestFailed(await problemOf(response))
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { ...init, credentials: 'same-origin' })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new RequestFailed({ status: 0, code: 'unreachable', detail: 'Ripen cannot be reached.' })
  }
}

async function problemOf(response: Response): Promise<Pick<ProblemView, 'status' | 'code' | 'detail'>> {
  const { status } = response
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') ?? false
  if (isProblem) return (await response.json()) as ProblemView
  return { status, code: 'unknown', detail: `The server answered ${status}.` }
}

/** Random, and made also where a page came by plain HTTP, which has no randomUUID. */
function onceKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
