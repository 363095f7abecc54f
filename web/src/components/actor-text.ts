import { words } from '../words/en.ts'

type Actor = 'system' | { readonly user: string; readonly name?: string | undefined } | { readonly key: string }

/** Who did something, as one says it. */
export function actorText(actor: Actor): string {
  if (actor === 'system') return words.actors.ripen
  if ('key' in actor) return words.actors.key
  if (actor.name !== undefined) return actor.name
  return actor.user === 'local' ? words.actors.here : actor.user
}
