import type { FastifyReply } from 'fastify'

export interface Problem {
  readonly status: number
  /** The same for every problem of its sort. */
  readonly title: string
  /** What is wrong this time and, where it can be said, what to do. */
  readonly detail: string
  /** For programs. */
  readonly code: string
  readonly [more: string]: unknown
}

/** Answers with problem details (RFC 9457). */
export function problem(reply: FastifyReply, { status, title, detail, code, ...more }: Problem): FastifyReply {
  return reply
    .code(status)
    .type('application/problem+json')
    .send({ type: 'about:blank', title, status, detail, code, ...more })
}
