/** A source of numbers that look random and are the same for the same seed (sfc32, seeded by a hash of the text). */
export class Chance {
  #a: number
  #b: number
  #c: number
  #count = 1
  readonly #seed: string

  constructor(seed: string) {
    this.#seed = seed
    const [a, b, c] = [mix(seed, 1), mix(seed, 2), mix(seed, 3)]
    this.#a = a
    this.#b = b
    this.#c = c
    for (let round = 0; round < 12; round++) this.next()
  }

  /** A source of its own: what happens to one person does not depend on how often another was drawn for. */
  of(name: string | number): Chance {
    return new Chance(`${this.#seed}/${name}`)
  }

  /** From 0 to just below 1. */
  next(): number {
    const sum = (this.#a + this.#b + this.#count) | 0
    this.#count = (this.#count + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum
    this.#c |= 0
    return (sum >>> 0) / 4_294_967_296
  }

  happens(probability: number): boolean {
    return this.next() < probability
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.next()
  }

  /** A whole number, both ends included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1))
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.next() * items.length)] as Item
  }

  weighted<Item extends { readonly weight: number }>(items: readonly Item[]): Item {
    let left = this.next() * items.reduce((sum, { weight }) => sum + weight, 0)
    for (const item of items) {
      left -= item.weight
      if (left < 0) return item
    }
    return items.at(-1) as Item
  }

  /** Waiting times: most are short, a few long. */
  exponential(mean: number): number {
    return -Math.log(1 - this.next()) * mean
  }

  /** Around a middle, seldom more than three spreads away. */
  normal(middle: number, spread: number): number {
    const sum = this.next() + this.next() + this.next() + this.next() + this.next() + this.next()
    return middle + ((sum - 3) / Math.SQRT1_2) * spread
  }
}

/** FNV-1a, with a finish that spreads every bit. */
function mix(text: string, round: number): number {
  let hash = 0x811c9dc5 ^ Math.imul(round, 0x9e3779b1)
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
