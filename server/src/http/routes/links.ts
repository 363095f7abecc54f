import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import {
  AcceptInvitation,
  AskForReset,
  InvitedView,
  LookAtInvitation,
  Me,
  ResetAsked,
  ResetPassword,
} from '../../contract/sign-in.ts'
import { acceptInvitation, lookAtInvitation } from '../../flows/people/invite-person.ts'
import { resetPassword, sendReset } from '../../flows/people/reset-password.ts'
import { countMail, countTry, signIn } from '../../flows/people/sign-in.ts'
import { ForeignPage } from '../api-errors.ts'
import { originOf } from '../caller.ts'
import { comesFromOurPages } from '../loopback.ts'
import type { HttpParts } from '../parts.ts'
import { anybody } from '../permissions.ts'
import { meBehind } from './me.ts'

const tags = ['Sign-in']
const config = { permission: anybody }

/** What the links do that Ripen sends. */
export function linkRoutes({ ripen, entrance }: Pick<HttpParts, 'ripen' | 'entrance'>) {
  return async (untyped: FastifyInstance) => {
    const app = untyped.withTypeProvider<ZodTypeProvider>()
    app.addHook('onRequest', async (request) => {
      if (!comesFromOurPages(request, entrance.url())) throw new ForeignPage()
    })

    app.post(
      '/invitation',
      {
        config,
        schema: { tags, summary: 'What an invitation is for', body: LookAtInvitation, response: { 200: InvitedView } },
      },
      async (request) => {
        await countTry(ripen, 'invitation', originOf(request))
        const { email, role, teams, invitedBy, expiresAt } = await lookAtInvitation(ripen, request.body.token)
        const by = typeof invitedBy === 'object' && 'user' in invitedBy ? (invitedBy.name ?? null) : null
        return { email, role, teams, invitedBy: by, expiresAt, sso: entrance.sso?.name ?? null }
      },
    )

    app.post(
      '/invitation/accept',
      { config, schema: { tags, summary: 'Accept an invitation', body: AcceptInvitation, response: { 201: Me } } },
      async (request, reply) => {
        const from = originOf(request)
        await countTry(ripen, 'invitation', from)
        const { email } = await acceptInvitation(ripen, request.body)
        const answer = await signIn(ripen, entrance, { email, password: request.body.password }, from)
        reply.header('set-cookie', [...answer.cookies])
        return reply.code(201).send(await meBehind({ ripen, entrance }, answer.cookies))
      },
    )

    app.post(
      '/password-reset',
      {
        config,
        schema: {
          tags,
          summary: 'Ask for a new password',
          description: 'Answered alike whether the address is known or not.',
          body: AskForReset,
          response: { 202: ResetAsked },
        },
      },
      async (request, reply) => {
        const { email } = request.body
        await countMail(ripen, email, originOf(request))
        // Nobody waits for it: how long an answer takes would tell whether the address is known.
        sendReset(ripen, entrance, email).catch((error) => request.log.error(error, 'A reset could not be sent'))
        return reply.code(202).send({ mail: entrance.mail.there })
      },
    )

    app.post(
      '/password-reset/take',
      { config, schema: { tags, summary: 'Choose a new password', body: ResetPassword, response: { 200: Me } } },
      async (request, reply) => {
        const from = originOf(request)
        await countTry(ripen, 'reset', from)
        const { email } = await resetPassword(ripen, request.body)
        const answer = await signIn(ripen, entrance, { email, password: request.body.password }, from)
        reply.header('set-cookie', [...answer.cookies])
        return meBehind({ ripen, entrance }, answer.cookies)
      },
    )
  }
}
