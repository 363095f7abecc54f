import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { BoardQuery, BoardView, CardPage, CardsQuery, MovesForeseen } from '../../contract/board.ts'
import { ContactId } from '../../contract/contacts.ts'
import { foreseeMoves } from '../../flows/foresee-moves.ts'
import type { Ripen } from '../../flows/ripen.ts'
import { showBoard, showCards } from '../../flows/show-board.ts'
import { NoSuchContact } from '../api-errors.ts'
import { callerOf, teamsOf } from '../caller.ts'
import { getContactId } from '../get-contact-id.ts'
import { mayRead } from '../permissions.ts'
import { boardOfVisible, cardsOfVisible, visibleOf } from '../visible.ts'

const tags = ['Contacts']
const config = { permission: mayRead }

/** The contacts by stage, and where each may go. */
export function boardRoutes(ripen: Ripen) {
  return async (untyped: FastifyInstance) => {
    const app = untyped.withTypeProvider<ZodTypeProvider>()

    app.get(
      '/board',
      {
        config,
        schema: { tags, summary: 'Contacts by stage', querystring: BoardQuery, response: { 200: BoardView } },
      },
      async (request) => {
        const board = await showBoard(ripen, request.query.track)
        return boardOfVisible(ripen, board, await visibleOf(ripen, request))
      },
    )

    app.get(
      '/board/:stage',
      {
        config,
        schema: {
          tags,
          summary: 'Further contacts of a stage',
          params: z.object({ stage: z.string().min(1).max(100) }),
          querystring: CardsQuery,
          response: { 200: CardPage },
        },
      },
      async (request) => {
        const { stage } = request.params
        const visible = await visibleOf(ripen, request)
        if (visible === 'all') return showCards(ripen, stage, request.query)
        const { items, next } = await cardsOfVisible(ripen, stage, request.query, visible)
        return { items, next }
      },
    )

    app.get(
      '/contacts/:id/moves',
      {
        config,
        schema: {
          tags,
          summary: 'Where it may be moved by hand',
          description: 'Each move is tried out on the contact as it is now; nothing is moved.',
          params: z.object({ id: ContactId }),
          querystring: BoardQuery,
          response: { 200: MovesForeseen },
        },
      },
      async (request) => {
        const contact = await getContactId(ripen.db.pool, request.params.id)
        const foreseen = await foreseeMoves(ripen, {
          contact,
          track: request.query.track,
          ...teamsOf(callerOf(request)),
        })
        if (foreseen === null) throw new NoSuchContact(contact)
        return foreseen
      },
    )
  }
}
