import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../domain/app-error.ts'
import { problem } from './problem.ts'

/** The one table from what went wrong to how HTTP says it. A code that is not in it is a fault of ours. */
const statuses: Readonly<Record<string, readonly [status: number, title: string]>> = {
  invalid: [400, 'The request is not valid'],
  unauthenticated: [401, 'Sign in, or send a key'],
  wrong_sign_in: [401, 'This is not right'],
  not_allowed: [403, 'This is not allowed'],
  not_found: [404, 'There is no such thing'],
  conflict: [409, 'The request contradicts the present state'],
  agreement_missing: [409, 'Teams have yet to agree'],
  gone: [410, 'This link does not work any more'],
  precondition_failed: [412, 'It was changed in the meantime'],
  too_large: [413, 'The request is too large'],
  unsupported: [415, 'The request has an unknown form'],
  wrong_host: [421, 'This is not the address of Ripen'],
  unprocessable: [422, 'The request cannot be carried out'],
  precondition_required: [428, 'A condition is missing'],
  overloaded: [429, 'Too many requests at the moment'],
  unavailable: [503, 'Ripen cannot do this at the moment'],
}

/** Where Fastify found a fault, in words. */
const places: Readonly<Record<string, string>> = {
  body: 'in the body',
  querystring: 'in the query',
  params: 'in the address',
  headers: 'in the headers',
}

const causeOf = (error: unknown) => (error instanceof Error ? error : new Error(String(error)))

/**
 * Turns whatever a handler threw into problem details; used as Fastify's error handler. Errors of ours with a code
 * keep their sentence, requests that a schema refused say which field, everything else is logged and says nothing.
 */
export function answerError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = causeOf(thrown)
  const known = error instanceof AppError ? statuses[error.code] : undefined
  if (error instanceof AppError && known !== undefined) {
    const [status, title] = known
    if (status >= 500) request.log.warn(error)
    if ('retryAfterSeconds' in error) reply.header('retry-after', String(error.retryAfterSeconds))
    if (error.code === 'unauthenticated') reply.header('www-authenticate', 'Bearer')
    return problem(reply, { status, title, detail: error.message, code: error.code, ...partsOf(error) })
  }
  const { statusCode = 500, validation, validationContext, code } = error as Partial<FastifyError>
  if (validation !== undefined) {
    const faults = validation.map((fault) => ({ place: fault.instancePath.slice(1), detail: fault.message ?? '' }))
    const [status, title] = statuses['invalid'] ?? [400, '']
    const first = faults[0]
    const where = [first?.place, places[validationContext ?? '']].filter(Boolean).join(' ')
    const detail = `${where === '' ? 'It' : where}: ${first?.detail ?? 'not as expected'}.`
    return problem(reply, { status, title, detail, code: 'invalid', faults })
  }
  if (statusCode >= 400 && statusCode < 500) {
    return problem(reply, {
      status: statusCode,
      title: 'The request was refused',
      detail: error.message,
      code: code ?? 'refused',
    })
  }
  request.log.error(error)
  return problem(reply, {
    status: 500,
    title: 'Ripen has a fault',
    detail: 'Something went wrong that should not; the log of the server says what.',
    code: 'fault',
  })
}

/** Some errors know where in the request they lie, or consist of several faults. */
function partsOf(error: AppError): { place?: string; faults?: readonly unknown[]; differences?: readonly unknown[] } {
  return {
    ...('place' in error && typeof error.place === 'string' ? { place: error.place } : {}),
    ...('faults' in error && Array.isArray(error.faults) ? { faults: error.faults } : {}),
    ...('differences' in error && Array.isArray(error.differences) ? { differences: error.differences } : {}),
  }
}
