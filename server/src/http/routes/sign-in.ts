import type { FastifyInstance, FastifyReply } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { BeginSso, Me, SetUp, SignIn, SsoBegun, WaysIn } from '../../contract/sign-in.ts'
import { hasAdmin } from '../../features/people/people.ts'
import type { AuthAnswer } from '../../features/sessions/auth.ts'
import { endSession } from '../../features/sessions/sessions.ts'
import { createFirstAdmin } from '../../flows/people/first-admin.ts'
import { countTry, signIn } from '../../flows/people/sign-in.ts'
import { Conflict, ForeignPage, NotFound, SetUpElsewhere } from '../api-errors.ts'
import { originOf, personOf } from '../caller.ts'
import { comesFromOurPages, isLocal } from '../loopback.ts'
import type { HttpParts } from '../parts.ts'
import { anybody, isPerson } from '../permissions.ts'
import { meBehind } from './me.ts'

const tags = ['Sign-in']
const config = { permission: anybody }
const SSO_FAILED = '/sign-in?failed='

type Parts = Pick<HttpParts, 'ripen' | 'entrance'>

/** How people come in and go. */
export function signInRoutes({ ripen, entrance }: Parts) {
  return async (untyped: FastifyInstance) => {
    const app = untyped.withTypeProvider<ZodTypeProvider>()
    const { pool } = ripen.db
    app.addHook('onRequest', async (request) => {
      if (request.method !== 'GET' && !comesFromOurPages(request, entrance.url())) throw new ForeignPage()
    })

    app.get(
      '/sign-in',
      { config, schema: { tags, summary: 'How one signs in', response: { 200: WaysIn } } },
      async () => ({ setUp: !(await hasAdmin(pool)), mail: entrance.mail.there, sso: entrance.sso?.name ?? null }),
    )

    app.post(
      '/sign-in',
      { config, schema: { tags, summary: 'Sign in', body: SignIn, response: { 200: Me } } },
      async (request, reply) => {
        const answer = await signIn(ripen, entrance, request.body, originOf(request))
        return meBehind({ ripen, entrance }, giveCookies(reply, answer))
      },
    )

    app.post(
      '/sign-out',
      {
        config: { permission: isPerson },
        schema: { tags, summary: 'Sign out', response: { 204: z.undefined().describe('the session has ended') } },
      },
      async (request, reply) => {
        const { id, session } = personOf(request)
        await endSession(pool, { person: id, id: session })
        return reply.header('set-cookie', entrance.cookie.line('', 0)).code(204).send()
      },
    )

    app.post(
      '/set-up',
      {
        config,
        schema: {
          tags,
          summary: 'Set up the first administrator',
          description: 'From the machine that Ripen runs on, and only while there is none.',
          body: SetUp,
          response: { 201: Me },
        },
      },
      async (request, reply) => {
        if (!isLocal(request)) throw new SetUpElsewhere()
        if ((await createFirstAdmin(ripen, request.body)) === null) {
          throw new Conflict('There is an administrator already. Sign in, or ask for an invitation.')
        }
        const answer = await signIn(ripen, entrance, request.body, originOf(request))
        return reply.code(201).send(await meBehind({ ripen, entrance }, giveCookies(reply, answer)))
      },
    )

    app.post(
      '/sign-in/sso',
      { config, schema: { tags, summary: 'Begin a single sign-on', body: BeginSso, response: { 200: SsoBegun } } },
      async (request, reply) => {
        if (entrance.sso === null) throw new NotFound('No single sign-on is set.')
        const from = originOf(request)
        await countTry(ripen, 'sso', from)
        const answer = await (await entrance.auth()).beginSso(request.body.to, from)
        if (answer.location === null) throw new NotFound(`${entrance.sso.name} cannot be reached at the moment.`)
        giveCookies(reply, answer)
        return { url: answer.location }
      },
    )

    app.get('/auth/callback/sso', { config, schema: { hide: true } }, async (request, reply) => {
      if (entrance.sso === null) throw new NotFound('No single sign-on is set.')
      const { search } = new URL(request.url, 'http://localhost')
      const answer = await (await entrance.auth()).finishSso(search, originOf(request))
      giveCookies(reply, answer)
      return reply.redirect(pageAfter(answer.location))
    })
  }
}

/** Hands a new session on to the browser. @returns the value of its cookie, as the browser will send it */
function giveCookies(reply: FastifyReply, { cookies }: AuthAnswer): readonly string[] {
  reply.header('set-cookie', [...cookies])
  return cookies
}

/** A page of ours, whatever the library would have shown; why it failed is told in our words there. */
function pageAfter(location: string | null): string {
  const target = new URL(location ?? '/', 'http://localhost')
  const error = target.searchParams.get('error')
  if (target.pathname === '/sign-in' && error !== null)
    return SSO_FAILED + (/unable_to_create_(user|session)|signup_disabled/.test(error) ? 'unwelcome' : 'sso')
  return location === null || target.pathname.endsWith('/error') ? `${SSO_FAILED}sso` : target.pathname + target.search
}
