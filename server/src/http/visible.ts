import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { BoardView, CardPage } from '../contract/board.ts'
import type { ContactPage } from '../contract/contacts.ts'
import { listOwned } from '../features/contacts/list-owned.ts'
import { listVisible, type Visible } from '../features/contacts/visible.ts'
import { presentLens } from '../flows/browse-contacts.ts'
import type { Ripen } from '../flows/ripen.ts'
import { visibleTo } from '../flows/visible-to.ts'
import { NoSuchContact, NotFound, NotPermitted } from './api-errors.ts'
import { callerOf } from './caller.ts'

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/

const ofOne = /\/(contacts|transitions)\/:id/
/** What senders sent holds details of anybody. */
const everybodys = /\/(rejected-messages|imports\/:id\/rejects)$/

/** Which contacts whoever asks is shown. */
export async function visibleOf(ripen: Ripen, { caller }: Pick<FastifyRequest, 'caller'>): Promise<Visible> {
  return caller?.by === 'person' ? visibleTo(ripen, caller) : 'all'
}

/** A contact that somebody is not shown is not there: whatever is asked of it, under its id or that of a move of it. */
export function hideOthers(app: FastifyInstance, ripen: Ripen): void {
  app.addHook('preHandler', async (request) => {
    const { url = '' } = request.routeOptions
    if (!ofOne.test(url) && !everybodys.test(url)) return
    const visible = await visibleOf(ripen, request)
    if (visible === 'all') return
    if (everybodys.test(url)) throw new NotPermitted(callerOf(request))
    const { id } = request.params as { id: string }
    const { other } = (request.body ?? {}) as { other?: unknown }
    const asked = [ID.exec(id)?.[0], typeof other === 'string' ? ID.exec(other)?.[0] : null].filter(
      (one) => typeof one === 'string',
    )
    const shown = await listVisible(ripen.db.pool, asked, visible)
    const hidden = asked.find((one) => !shown.has(one))
    if (hidden === undefined) return
    throw url.includes('/transitions/') ? new NotFound(`There is no transition ${id}.`) : new NoSuchContact(hidden)
  })
}

/** A board of the contacts that somebody is shown. */
export async function boardOfVisible(ripen: Ripen, board: BoardView, visible: Visible): Promise<BoardView> {
  if (visible === 'all') return board
  const columns: BoardView['columns'] = []
  for (const column of board.columns) {
    const limit = Math.max(1, column.cards.length)
    const { items, next, total } = await cardsOfVisible(ripen, column.stage, { track: board.track, limit }, visible)
    columns.push({ ...column, cards: items, next, count: total.count })
  }
  return { ...board, columns }
}

/** Cards of one stage, of the contacts that somebody is shown. */
export async function cardsOfVisible(
  ripen: Ripen,
  stage: string,
  {
    track,
    ...query
  }: { readonly track?: string | undefined; readonly cursor?: string | undefined; readonly limit: number },
  { owners }: Exclude<Visible, 'all'>,
): Promise<CardPage & Pick<ContactPage, 'total'>> {
  return listOwned(ripen.db.pool, { ...query, owners, stage }, await presentLens(ripen, track))
}
