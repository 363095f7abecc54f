import { hash } from 'node:crypto'
import { canonical, type JsonObject } from '../../domain/json.ts'

/**
 * The 16 bytes by which a message is known when it comes again: of the sender's message id, or of the whole message
 * where it has none. Keys of different sources never meet.
 */
export function messageKey(source: string, messageId: string | null, message: JsonObject): Buffer {
  const text = messageId === null ? `${source}\ntext\n${canonical(message)}` : `${source}\nid\n${messageId}`
  return hash('sha256', text, 'buffer').subarray(0, 16)
}
