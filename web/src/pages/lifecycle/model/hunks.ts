/** A stretch of a base that somebody replaced. */
export interface Hunk {
  /** From here (inclusive) up to there (exclusive), as places in the base. */
  readonly from: number
  readonly to: number
  readonly lines: readonly string[]
}

/** Beyond so many comparisons two stretches are taken as wholly different. */
const MOST_COMPARED = 4_000_000

/** What was replaced in a base, in its order. */
export function hunksOf(base: readonly string[], other: readonly string[]): readonly Hunk[] {
  let start = 0
  while (start < Math.min(base.length, other.length) && base[start] === other[start]) start++
  let end = 0
  while (end < Math.min(base.length, other.length) - start && base.at(-1 - end) === other.at(-1 - end)) end++
  const [was, now] = [base.slice(start, base.length - end), other.slice(start, other.length - end)]
  if (was.length === 0 && now.length === 0) return []
  if (was.length * now.length > MOST_COMPARED) return [{ from: start, to: start + was.length, lines: now }]
  return within(was, now).map(({ from, to, lines }) => ({ from: from + start, to: to + start, lines }))
}

/** By the longest common part of both. */
function within(was: readonly string[], now: readonly string[]): readonly Hunk[] {
  const longest = longestCommon(was, now)
  const isSame = (i: number, j: number) => i < was.length && j < now.length && was[i] === now[j]
  const found: Hunk[] = []
  let [i, j] = [0, 0]
  while (i < was.length || j < now.length) {
    if (isSame(i, j)) {
      i++
      j++
      continue
    }
    const [from, first] = [i, j]
    while ((i < was.length || j < now.length) && !isSame(i, j))
      if (j >= now.length || (i < was.length && longest(i + 1, j) >= longest(i, j + 1))) i++
      else j++
    found.push({ from, to: i, lines: now.slice(first, j) })
  }
  return found
}

/** How many lines the rests of both, from two places on, have in common at most. */
function longestCommon(was: readonly string[], now: readonly string[]): (i: number, j: number) => number {
  const width = now.length + 1
  const longest = new Uint32Array((was.length + 1) * width)
  const at = (i: number, j: number) => longest[i * width + j] ?? 0
  for (let i = was.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      longest[i * width + j] = was[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  return at
}

/** A stretch of the base that one or both replaced, with what each of them has there. */
export interface Stretch {
  readonly base: readonly string[]
  readonly mine: readonly string[]
  readonly theirs: readonly string[]
}

/** A base and two that were made of it, cut where all three agree: equal lines, and stretches that somebody replaced. */
export function stretchesOf(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): readonly Stretch[] {
  const hunks = [
    ...hunksOf(base, mine).map((hunk) => ({ ...hunk, by: 'mine' as const })),
    ...hunksOf(base, theirs).map((hunk) => ({ ...hunk, by: 'theirs' as const })),
  ].sort((a, b) => a.from - b.from || a.to - b.to)
  const found: Stretch[] = []
  let place = 0
  for (let next = 0; next < hunks.length; ) {
    const first = hunks[next]
    if (first === undefined) break
    let [to, last] = [first.to, next + 1]
    // What touches is one: two who write at the same spot have to be asked.
    for (let other = hunks[last]; other !== undefined && meets(other, first.from, to); other = hunks[last]) {
      to = Math.max(to, other.to)
      last++
    }
    const same = base.slice(place, first.from)
    if (same.length > 0) found.push({ base: same, mine: same, theirs: same })
    const group = hunks.slice(next, last)
    found.push({
      base: base.slice(first.from, to),
      mine: replaced(
        base,
        first.from,
        to,
        group.filter(({ by }) => by === 'mine'),
      ),
      theirs: replaced(
        base,
        first.from,
        to,
        group.filter(({ by }) => by === 'theirs'),
      ),
    })
    place = to
    next = last
  }
  const rest = base.slice(place)
  return rest.length > 0 ? [...found, { base: rest, mine: rest, theirs: rest }] : found
}

const meets = (hunk: Hunk, from: number, to: number): boolean =>
  hunk.from < to || (hunk.from === to && (hunk.from === hunk.to || from === to))

function replaced(base: readonly string[], from: number, to: number, hunks: readonly Hunk[]): readonly string[] {
  const lines: string[] = []
  let place = from
  for (const hunk of hunks) {
    lines.push(...base.slice(place, hunk.from), ...hunk.lines)
    place = hunk.to
  }
  return [...lines, ...base.slice(place, to)]
}
