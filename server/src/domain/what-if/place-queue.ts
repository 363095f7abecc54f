import { comparePlaces, type Place } from '../facts.ts'

/** Hands out what was put in by place, earliest first; of equal places the one put in first. */
export class PlaceQueue<T> {
  readonly #heap: { readonly place: Place; readonly order: number; readonly item: T }[] = []
  #order = 0

  push(place: Place, item: T): void {
    const heap = this.#heap
    let index = heap.push({ place, order: this.#order++, item }) - 1
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (!this.#isBefore(index, parent)) return
      this.#swap(index, parent)
      index = parent
    }
  }

  pop(): { readonly place: Place; readonly item: T } | null {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (first === undefined || last === undefined) return null
    if (heap.length > 0) {
      heap[0] = last
      this.#sink()
    }
    return first
  }

  #sink(): void {
    for (let index = 0; ; ) {
      const left = 2 * index + 1
      const least = [left, left + 1].reduce((best, child) => (this.#isBefore(child, best) ? child : best), index)
      if (least === index) return
      this.#swap(index, least)
      index = least
    }
  }

  #isBefore(a: number, b: number): boolean {
    const [one, other] = [this.#heap[a], this.#heap[b]]
    if (one === undefined || other === undefined) return false
    const order = comparePlaces(one.place, other.place)
    return order === 0 ? one.order < other.order : order < 0
  }

  #swap(a: number, b: number): void {
    const heap = this.#heap
    const [one, other] = [heap[a], heap[b]]
    if (one === undefined || other === undefined) return
    heap[a] = other
    heap[b] = one
  }
}
