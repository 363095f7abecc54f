/**
 * The values at these ranks, from 1, without sorting all.
 * @param values none below zero; they are put into another order
 */
export function valuesAtRanks(values: Float64Array, ranks: readonly number[]): (rank: number) => number {
  if (values.length > MANY) return valuesOfMany(values, ranks)
  const wanted = Int32Array.from(ranks, (rank) => rank - 1).sort()
  selectPlaces(values, wanted)
  return (rank) => values[rank - 1] ?? Number.NaN
}

/** Above so many values, counting them first is the shorter way. */
const MANY = 1000
/** Below so many values, sorting them is. */
const FEW = 24
/** So often a stretch is parted before it is sorted after all: values may lie so that no parting makes it much shorter. */
const MOST_PARTINGS = 40

/** Puts values so that at each of these places, in ascending order, is what sorting all would put there. */
function selectPlaces(values: Float64Array, places: Int32Array): void {
  selectBetween(values, 0, values.length - 1, places, 0, places.length, MOST_PARTINGS)
}

/** The same for those of the places, from the one at `start` up to the one at `end`, that lie between `low` and `high`. */
function selectBetween(
  values: Float64Array,
  low: number,
  high: number,
  places: Int32Array,
  start: number,
  end: number,
  partings: number,
): void {
  if (start === end || low >= high) return
  if (high - low < FEW || partings === 0) {
    if (high - low < FEW) sortFew(values, low, high)
    else values.subarray(low, high + 1).sort()
    return
  }
  const last = part(values, low, high)
  let middle = start
  while (middle < end && (places[middle] as number) <= last) middle += 1
  selectBetween(values, low, last, places, start, middle, partings - 1)
  selectBetween(values, last + 1, high, places, middle, end, partings - 1)
}

/** Puts the smaller values of a stretch before the larger ones. @returns where the smaller ones end: before the end of the stretch */
function part(values: Float64Array, low: number, high: number): number {
  const [a, b, c] = [values[low] as number, values[(low + high) >>> 1] as number, values[high] as number]
  const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
  let [left, right] = [low - 1, high + 1]
  for (;;) {
    do left += 1
    while ((values[left] as number) < pivot)
    do right -= 1
    while ((values[right] as number) > pivot)
    if (left >= right) return right
    const value = values[left] as number
    values[left] = values[right] as number
    values[right] = value
  }
}

/** Puts each value in its place among those before it. */
function sortFew(values: Float64Array, low: number, high: number): void {
  for (let next = low + 1; next <= high; next++) {
    const value = values[next] as number
    let at = next
    for (; at > low && (values[at - 1] as number) > value; at--) values[at] = values[at - 1] as number
    values[at] = value
  }
}

/** Of the 32 bits of a number, those that tell values apart that are less than a two-hundredth from each other. */
const REST_BITS = 15
const CLASSES = 2 ** (32 - 1 - REST_BITS)

// Used again and again. Between two calls all are zero.
const counts = new Uint32Array(CLASSES)
let rounded = new Float32Array(4096)
let classes = new Uint32Array(rounded.buffer)

/**
 * The values at these ranks: they are counted by the first bits of what they are as 32-bit numbers, which have the same order, and only those that
 * share them with a wanted one are sorted.
 */
function valuesOfMany(values: Float64Array, ranks: readonly number[]): (rank: number) => number {
  classify(values)
  const [least, most] = count(values.length)
  const places = placesOf(least, most, ranks)
  const found = new Map<number, number[]>()
  for (const { of } of places.values()) found.set(of, [])
  counts.fill(0, least, most + 1)
  for (const of of found.keys()) counts[of] = 1
  for (let index = 0; index < values.length; index++) {
    const of = classes[index] as number
    if (counts[of] === 1) found.get(of)?.push(values[index] as number)
  }
  counts.fill(0, least, most + 1)
  for (const same of found.values()) same.sort((a, b) => a - b)
  return (rank) => {
    const place = places.get(rank)
    return place === undefined ? Number.NaN : (found.get(place.of)?.[place.nth] ?? Number.NaN)
  }
}

function classify(values: Float64Array): void {
  if (rounded.length < values.length) {
    rounded = new Float32Array(2 * values.length)
    classes = new Uint32Array(rounded.buffer)
  }
  rounded.set(values)
  for (let index = 0; index < values.length; index++) classes[index] = (classes[index] as number) >>> REST_BITS
}

/** @returns the least and the greatest class */
function count(length: number): readonly [number, number] {
  let [least, most] = [CLASSES, 0]
  for (let index = 0; index < length; index++) {
    const of = classes[index] as number
    counts[of] = (counts[of] as number) + 1
    if (of < least) least = of
    if (of > most) most = of
  }
  return [least, most]
}

/** In which class each rank lies, and at which place in it. */
function placesOf(least: number, most: number, ranks: readonly number[]) {
  const places = new Map<number, { readonly of: number; readonly nth: number }>()
  const ascending = [...new Set(ranks)].sort((a, b) => a - b)
  let [before, next] = [0, 0]
  for (let of = least; of <= most && next < ascending.length; of++) {
    const until = before + (counts[of] as number)
    for (; next < ascending.length && (ascending[next] as number) <= until; next++)
      places.set(ascending[next] as number, { of, nth: (ascending[next] as number) - before - 1 })
    before = until
  }
  return places
}
