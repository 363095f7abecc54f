import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { BoardView, CardPage, MovesForeseen } from '../../../server/src/contract/board.ts'
import type { Ruled } from '../../../server/src/contract/rulings.ts'
import { contactKey, contactsKey } from './contacts.ts'
import { reportsKey } from './reports.ts'
import { get, post, type RequestFailed } from './request.ts'
import { stagesQuery } from './stages.ts'

type Column = BoardView['columns'][number]

const boardKey = [...contactsKey, 'board'] as const

/** Others move contacts too. */
const LOOK_AGAIN = 20_000

/** The contacts of a track by stage. */
export const boardQuery = (track: string | undefined) =>
  queryOptions({
    queryKey: [...boardKey, track ?? null],
    queryFn: ({ signal }) => get<BoardView>('/board', { track }, signal),
    structuralSharing: (before, after) => keepFurther(before as BoardView | undefined, after as BoardView),
    refetchInterval: LOOK_AGAIN,
  })

/** What the lifecycle would say to each move of a contact; asked anew each time. */
export const movesQuery = (contact: string, track: string | undefined) =>
  queryOptions({
    queryKey: [...contactKey(contact), 'moves', track ?? null],
    queryFn: ({ signal }) => get<MovesForeseen>(`/contacts/${contact}/moves`, { track }, signal),
    staleTime: 0,
    gcTime: 0,
  })

/** Cards that were loaded further down stay when the first ones are read again. */
function keepFurther(before: BoardView | undefined, after: BoardView): BoardView {
  if (before === undefined || before.version !== after.version) return after
  const shown = new Set(after.columns.flatMap(({ cards }) => cards.map(({ id }) => id)))
  return {
    ...after,
    columns: after.columns.map((column) => {
      const old = before.columns.find(({ stage }) => stage === column.stage)
      if (old === undefined || column.next === null || old.cards.length <= column.cards.length) return column
      const last = column.cards.at(-1)?.since ?? ''
      const further = old.cards.filter(({ id, since }) => !shown.has(id) && (since ?? '') <= last)
      return { ...column, cards: [...column.cards, ...further], next: old.next }
    }),
  }
}

/** Puts the next cards of a column below those that are there. */
export function useFurtherCards(track: string | undefined, stage: string) {
  const client = useQueryClient()
  return useMutation<CardPage, RequestFailed, string>({
    mutationFn: (cursor) => get<CardPage>(`/board/${stage}`, { track, cursor }, new AbortController().signal),
    onSuccess: ({ items, next }) =>
      client.setQueryData(boardQuery(track).queryKey, (board) =>
        changeColumn(board, stage, (column) => {
          const known = new Set(column.cards.map(({ id }) => id))
          return { ...column, next, cards: [...column.cards, ...items.filter(({ id }) => !known.has(id))] }
        }),
      ),
  })
}

export interface CardMove {
  readonly contact: string
  readonly from: string
  readonly to: string
  readonly reason: string | null
}

/** Moves a card at once, and puts it back where the lifecycle refuses. */
export function useCardMove(track: string | undefined) {
  const client = useQueryClient()
  const key = boardQuery(track).queryKey
  const place = (contact: string, from: string, to: string) =>
    client.setQueryData(key, (board) => moveCard(board, contact, from, to))
  return useMutation<Ruled, RequestFailed, CardMove>({
    mutationKey: ['move-card'],
    mutationFn: ({ contact, ...ruling }) =>
      post<Ruled>(`/contacts/${contact}/rulings`, { ...ruling, ...(track === undefined ? {} : { track }) }),
    onMutate: async ({ contact, from, to }) => {
      await client.cancelQueries({ queryKey: key })
      place(contact, from, to)
    },
    onError: (_, { contact, from, to }) => place(contact, to, from),
    onSettled: async () => {
      // What another move that is under way has put down must not be overwritten by an older answer.
      const isLast = client.isMutating({ mutationKey: ['move-card'] }) === 1
      await Promise.all([
        client.invalidateQueries({
          queryKey: contactsKey,
          predicate: ({ queryKey }) => isLast || !queryKey.includes('board'),
        }),
        client.invalidateQueries({ queryKey: reportsKey }),
        client.invalidateQueries({ queryKey: stagesQuery().queryKey }),
      ])
    },
  })
}

function moveCard(board: BoardView | undefined, contact: string, from: string, to: string): BoardView | undefined {
  const card = board?.columns.find(({ stage }) => stage === from)?.cards.find(({ id }) => id === contact)
  if (card === undefined) return board
  const left = changeColumn(board, from, (column) => ({
    ...column,
    count: column.count - 1,
    cards: column.cards.filter(({ id }) => id !== contact),
  }))
  const moved = { ...card, stage: to, level: null, reason: null, since: new Date().toISOString() }
  return changeColumn(left, to, (column) => ({ ...column, count: column.count + 1, cards: [moved, ...column.cards] }))
}

function changeColumn(
  board: BoardView | undefined,
  stage: string,
  change: (column: Column) => Column,
): BoardView | undefined {
  if (board === undefined) return undefined
  return { ...board, columns: board.columns.map((column) => (column.stage === stage ? change(column) : column)) }
}
