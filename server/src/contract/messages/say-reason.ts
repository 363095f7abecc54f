import type { Reason } from '../../domain/lifecycle/tree.ts'
import { message } from '../../domain/message.ts'
import { joined } from './phrases.ts'
import { say } from './say.ts'

/** Conditions as one sentence without its subject: "is “icp” (the account’s employees is at least 50)". */
export function sayReason(reason: Reason): string {
  switch (reason.op) {
    case 'leaf':
      return say(reason.says)
    case 'is':
      return `${say(message('criteria.named', { names: [reason.name ?? ''] }))} (${reason.parts.map(sayReason).join(', ')})`
    case 'not':
      return `not: ${reason.parts.map(sayReason).join(', ')}`
    case 'all':
    case 'any':
      return joined(
        reason.parts.map((part) => (part.op === 'all' || part.op === 'any' ? `(${sayReason(part)})` : sayReason(part))),
        reason.op === 'all' ? 'and' : 'or',
      )
  }
}
