import type { MergePreview } from '../contract/contact-edit.ts'
import type { ContactDetail } from '../contract/contacts.ts'
import { transaction } from '../db/transaction.ts'
import type { Message } from '../domain/message.ts'
import { findContactDetail } from '../features/contacts/get-contact.ts'
import { presentLens } from './browse-contacts.ts'
import { type MergeRequest, mergeWithin } from './merge-contacts.ts'
import type { Ripen } from './ripen.ts'

export type PreviewOutcome =
  | { readonly outcome: 'seen'; readonly preview: MergePreview }
  | { readonly outcome: 'refused'; readonly message: Message }
  | { readonly outcome: 'unknown' }

/** Carries what was seen out of a transaction that is taken back. */
class Seen extends Error {
  readonly result: PreviewOutcome
  constructor(result: PreviewOutcome) {
    super('seen')
    this.result = result
  }
}

/** How two contacts would look as one: they are merged, looked at, and the merge is taken back before anybody else sees it. */
export async function previewMerge(ripen: Ripen, request: MergeRequest): Promise<PreviewOutcome> {
  const lens = await presentLens(ripen)
  try {
    return await transaction(ripen.db, async (client): Promise<never> => {
      const read = (id: string): Promise<ContactDetail | null> => findContactDetail(client, id, lens)
      const [survivor, other] = [await read(request.survivor), await read(request.other)]
      if (survivor === null || other === null) throw new Seen({ outcome: 'unknown' })
      const done = await mergeWithin(ripen, client, request)
      if (done.outcome === 'refused') throw new Seen({ outcome: 'refused', message: done.message })
      const merged = await read(request.survivor)
      throw new Seen(
        merged === null ? { outcome: 'unknown' } : { outcome: 'seen', preview: { survivor, other, merged } },
      )
    })
  } catch (error) {
    if (error instanceof Seen) return error.result
    throw error
  }
}
