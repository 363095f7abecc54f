interface Waiting<Item, Result> {
  readonly items: readonly Item[]
  resolve(results: readonly Result[]): void
  reject(error: unknown): void
}

/**
 * Does work in groups, one at a time: the next group is whatever arrived while the last was being done. No timer: what comes alone is done at once.
 * What is added together stays together.
 */
export class GroupCommit<Item, Result> {
  readonly #most: number
  readonly #work: (items: readonly Item[]) => Promise<readonly Result[]>
  #waiting: Waiting<Item, Result>[] = []
  #busy = false

  /** @param most items in one group, unless more were added together */
  constructor(most: number, work: (items: readonly Item[]) => Promise<readonly Result[]>) {
    this.#most = most
    this.#work = work
  }

  add(items: readonly Item[]): Promise<readonly Result[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ items, resolve, reject })
      if (this.#busy) return
      this.#busy = true
      void this.#run()
    })
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#next()
      try {
        const results = await this.#work(
          group.length === 1 && group[0] !== undefined ? group[0].items : group.flatMap(({ items }) => items),
        )
        let from = 0
        for (const { items, resolve } of group) {
          resolve(results.slice(from, from + items.length))
          from += items.length
        }
      } catch (error) {
        for (const { reject } of group) reject(error)
      }
    }
    this.#busy = false
  }

  #next(): readonly Waiting<Item, Result>[] {
    let size = 0
    let count = 0
    for (const { items } of this.#waiting) {
      if (count > 0 && size + items.length > this.#most) break
      size += items.length
      count += 1
    }
    return this.#waiting.splice(0, count)
  }
}
