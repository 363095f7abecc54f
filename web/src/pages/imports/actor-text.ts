import type { ImportView } from '../../../../server/src/contract/imports.ts'
import { importWords } from '../../words/imports-en.ts'

/** Who did something, as one says it. */
export function actorText(actor: ImportView['by']): string {
  if (actor === 'system') return importWords.ripen
  if ('key' in actor) return importWords.key
  return actor.user === 'local' ? importWords.here : actor.user
}
