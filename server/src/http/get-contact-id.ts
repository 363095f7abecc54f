import { findContact } from '../features/contacts/find-contacts.ts'
import { NoSuchContact } from './api-errors.ts'

/**
 * The contact that an id means: itself, or the one that it was merged into.
 *
 * @throws {NoSuchContact}
 */
export async function getContactId(client: Parameters<typeof findContact>[0], id: string): Promise<string> {
  const found = await findContact(client, id)
  if (found === null) throw new NoSuchContact(id)
  return found
}
