import type { ProblemView } from '../../../server/src/contract/problem.ts'

type Problem = Pick<ProblemView, 'status' | 'code' | 'detail' | 'differences'>

/** An answer of the API that is no success, or none at all (status 0). */
export class RequestFailed extends Error {
  override name = 'RequestFailed'
  readonly status: number
  readonly code: string
  /** What others changed meanwhile, where that is why it was refused. */
  readonly differences: readonly string[]

  constructor(problem: Problem) {
    super(problem.detail)
    this.status = problem.status
    this.code = problem.code
    this.differences = problem.differences ?? []
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
export async function post<Answer>(path: string, body: unknown, key = onceKey()): Promise<Answer> {
  return send<Answer>(`/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(body),
  })
}

/** Asks a question that is too long for an address; nothing is changed by it. @throws {RequestFailed} */
export async function ask<Answer>(path: string, body: unknown, signal?: AbortSignal): Promise<Answer> {
  return send<Answer>(`/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  })
}

/** Puts something in the place of a version that is known. @throws {RequestFailed} */
export async function put<Answer>(path: string, body: unknown, condition: Record<string, string>): Promise<Answer> {
  return send<Answer>(`/api/v1${path}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', ...condition },
    body: JSON.stringify(body),
  })
}

/** Sends bytes as they are. @throws {RequestFailed} */
export async function putBytes<Answer>(path: string, body: Blob, signal: AbortSignal): Promise<Answer> {
  return send<Answer>(`/api/v1${path}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream' },
    body,
    signal,
  })
}

/** Changes parts of something. @throws {RequestFailed} */
export async function patch<Answer>(
  path: string,
  body: unknown,
  condition: Record<string, string> = {},
): Promise<Answer> {
  return send<Answer>(`/api/v1${path}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', ...condition },
    body: JSON.stringify(body),
  })
}

/** Takes something away. @throws {RequestFailed} */
export async function remove(path: string): Promise<void> {
  await send(`/api/v1${path}`, { method: 'DELETE' })
}

let onSignedOut = () => {}

/** Has something done when an answer says that nobody is signed in (any more). */
export function whenSignedOut(act: () => void): void {
  onSignedOut = act
}

async function send<Answer>(path: string, init: RequestInit): Promise<Answer> {
  const response = await reach(path, init)
  if (response.status === 204) return undefined as Answer
  if (response.ok) return (await response.json()) as Answer
  const problem = await problemOf(response)
  if (problem.code === 'unauthenticated') onSignedOut()
  throw new RequestFailed(problem)
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { ...init, credentials: 'same-origin' })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new RequestFailed({ status: 0, code: 'unreachable', detail: 'Ripen cannot be reached.' })
  }
}

async function problemOf(response: Response): Promise<Problem> {
  const { status } = response
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') ?? false
  if (isProblem) return (await response.json()) as ProblemView
  return { status, code: 'unknown', detail: `The server answered ${status}.` }
}

/** Random, and made also where a page came by plain HTTP, which has no randomUUID. */
export function onceKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
