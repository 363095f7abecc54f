import type { Db } from '../db/open.ts'
import { mergeContacts, undoMerge } from '../flows/merge-contacts.ts'
import type { Ripen } from '../flows/ripen.ts'
import { ruleContact } from '../flows/rule-contact.ts'
import { voidTransition } from '../flows/void-transition.ts'

const someone = { user: 'someone' }
const STAGES = ['sal', 'customer', 'nurturing', 'lead', 'disqualified']

/** People who move, void, merge and part contacts at random, right or wrong. */
export class RandomTeam {
  readonly #ripen: Ripen
  readonly #db: Db
  readonly #random: () => number
  readonly #merged: { survivor: string; other: string }[] = []

  constructor(ripen: Ripen, random: () => number) {
    this.#ripen = ripen
    this.#db = ripen.db
    this.#random = random
  }

  get merges(): number {
    return this.#merged.length
  }

  async act(): Promise<void> {
    const chance = this.#random()
    if (chance < 0.2) await this.#rule()
    else if (chance < 0.3) await this.#void()
    else if (chance < 0.4) await this.#merge()
    else if (chance < 0.45) await this.#part()
  }

  async #rule(): Promise<void> {
    const contact = await this.#someContact()
    if (contact === undefined) return
    const to = STAGES[Math.floor(this.#random() * STAGES.length)] ?? 'sal'
    await ruleContact(this.#ripen, { contact, to, reason: 'spam', force: this.#random() < 0.5, by: someone })
  }

  async #void(): Promise<void> {
    const { rows } = await this.#db.pool.query<{ id: string }>(
      `select contact_id || '.' || nth as id from transitions
       where voided_by is null order by recorded_at desc, contact_id, nth desc limit 5`,
    )
    const transition = rows[Math.floor(this.#random() * rows.length)]?.id
    if (transition !== undefined) await voidTransition(this.#ripen, { transition, reason: 'mistake', by: someone })
  }

  async #merge(): Promise<void> {
    const [survivor, other] = [await this.#someContact(), await this.#someContact()]
    if (survivor === undefined || other === undefined || survivor === other) return
    const { outcome } = await mergeContacts(this.#ripen, { survivor, other, by: someone })
    if (outcome === 'merged') this.#merged.push({ survivor, other })
  }

  async #part(): Promise<void> {
    const last = this.#merged.pop()
    if (last !== undefined) await undoMerge(this.#ripen, { ...last, by: someone })
  }

  async #someContact(): Promise<string | undefined> {
    const { rows } = await this.#db.pool.query<{ id: string }>(
      'select id from contacts where merged_into is null and known > 0 order by id',
    )
    return rows[Math.floor(this.#random() * rows.length)]?.id
  }
}
