/** What the address of the board says: the track, and whose move is open at the side. */
export interface BoardSearch {
  readonly track?: string
  readonly move?: string
  readonly to?: string
}

export function readBoardSearch({ track, move, to }: Record<string, unknown>): BoardSearch {
  return {
    ...(typeof track === 'string' ? { track } : {}),
    ...(typeof move === 'string' ? { move } : {}),
    ...(typeof to === 'string' ? { to } : {}),
  }
}
