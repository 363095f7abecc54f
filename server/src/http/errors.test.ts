import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { AppError } from '../domain/app-error.ts'
import { answerError } from './errors.ts'

class Placed extends AppError {
  readonly place = 'stages[0]'
}

class Patient extends AppError {
  readonly retryAfterSeconds = 7
}

async function answerTo(thrown: unknown) {
  const app = Fastify()
  app.setErrorHandler(answerError)
  app.get('/', () => {
    throw thrown
  })
  const response = await app.inject('/')
  return { status: response.statusCode, headers: response.headers, body: response.json() }
}

test.each([
  ['invalid', 400],
  ['unauthenticated', 401],
  ['not_allowed', 403],
  ['not_found', 404],
  ['conflict', 409],
  ['precondition_failed', 412],
  ['too_large', 413],
  ['unsupported', 415],
  ['unprocessable', 422],
  ['precondition_required', 428],
  ['overloaded', 429],
  ['unavailable', 503],
])('an error with the code %s is answered %i, with its own sentence', async (code, status) => {
  const answer = await answerTo(new AppError(code, 'So it is.'))
  expect(answer).toMatchObject({ status, body: { type: 'about:blank', status, code, detail: 'So it is.' } })
  expect(answer.headers['content-type']).toContain('application/problem+json')
})

test('an error that knows its place, or when to come again, says so', async () => {
  expect((await answerTo(new Placed('invalid', 'No.'))).body.place).toBe('stages[0]')
  expect((await answerTo(new Patient('unavailable', 'Later.'))).headers['retry-after']).toBe('7')
})

test.each([
  ['an error of ours with an unknown code', new AppError('odd', 'secret')],
  ['any other error', new Error('secret')],
  ['what is no error', 'secret'],
])('%s is a fault that keeps its words to itself', async (_name, thrown) => {
  const answer = await answerTo(thrown)
  expect(answer).toMatchObject({ status: 500, body: { code: 'fault' } })
  expect(JSON.stringify(answer.body)).not.toContain('secret')
})

test('a request that a schema refuses is told the field', async () => {
  const app = Fastify()
  app.setErrorHandler(answerError)
  const body = { type: 'object', properties: { page: { type: 'object', properties: { size: { type: 'integer' } } } } }
  app.post('/', { schema: { body } }, async () => 'fine')
  const response = await app.inject({ method: 'POST', url: '/', payload: { page: { size: 'x' } } })
  expect(response.json()).toMatchObject({ status: 400, code: 'invalid', faults: [{ place: 'page/size' }] })
})

test('what Fastify itself refuses is a problem too', async () => {
  const app = Fastify()
  app.setErrorHandler(answerError)
  app.post('/', async () => 'fine')
  const response = await app.inject({
    method: 'POST',
    url: '/',
    payload: '{',
    headers: { 'content-type': 'application/json' },
  })
  expect(response.statusCode).toBe(400)
  expect(response.headers['content-type']).toContain('application/problem+json')
})
