import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../../domain/app-error.ts'

export interface Answer<Body> {
  readonly status: number
  readonly headers: Headers
  readonly body: Body
}

/** Asks a running Ripen as whoever holds a key does. */
export type AskRipen = <Body>(
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<Answer<Body>>

/** Most times that one request is sent again. */
const MOST_TRIES = 40

export class NotTaken extends AppError {
  override name = 'NotTaken'
  constructor(what: string, { status, body }: Answer<unknown>) {
    super('not_taken', `Ripen did not take ${what}: ${status} ${JSON.stringify(body).slice(0, 400)}`)
  }
}

/** Waits as long as Ripen asks for when it cannot keep up, or is away for a moment; sending again changes nothing twice. */
export function createRipenApi(url: string, key: string, signal: AbortSignal): AskRipen {
  return async <Body>(
    method: string,
    path: string,
    body?: unknown,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Answer<Body>> => {
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted()
      const response = await fetch(url + path, {
        method,
        signal,
        headers: {
          authorization: `Bearer ${key}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...more,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const { headers, status } = response
      if ((status === 429 || status === 503) && attempt < MOST_TRIES) {
        await response.body?.cancel()
        await sleep(Math.max(1, Number(headers.get('retry-after')) || 1) * 1000, undefined, { signal })
        continue
      }
      const text = await response.text()
      const isJson = headers.get('content-type')?.includes('json') === true
      return { status, headers, body: (isJson ? JSON.parse(text) : text) as Body }
    }
  }
}
