import type { Event, StageKey } from '../facts.ts'
import { isObject, type JsonObject } from '../json.ts'
import type { Draft } from './draft.ts'
import type { Program } from './program.ts'
import { firstPosition, type Pending } from './state.ts'

/** What a person, another system or a merge asks for by an event. */
export function pendingOf(program: Program, draft: Draft, event: Event): readonly Pending[] {
  const { track, from, reason, by, force } = event.data
  const key = typeof track === 'string' ? track : (program.tracks[0]?.key ?? 'main')
  const text = typeof reason === 'string' ? reason : null
  if (event.kind === 'ruling')
    return [
      {
        track: key,
        to: event.name,
        from: typeof from === 'string' ? from : null,
        reason: text,
        actor: actorOf(by),
        cause: 'person',
        force: force === true,
        undated: false,
      },
    ]
  if (event.kind === 'asserted')
    return [
      {
        track: key,
        to: event.name,
        reason: text,
        actor: 'system',
        cause: by === 'import' || event.channel === 'import' ? 'import' : 'crm',
        force: true,
        undated: event.data['undated'] === true,
      },
    ]
  if (event.kind === 'merge' && event.data['undo'] !== true && isObject(event.data['positions']))
    return mergedPositions(program, draft, event.data['positions'])
  return []
}

function actorOf(by: unknown): Pending['actor'] {
  if (isObject(by)) {
    const { user, key, name } = by
    if (typeof user === 'string') return typeof name === 'string' ? { user, name } : { user }
    if (typeof key === 'string') return { key }
  }
  return 'system'
}

/** Of two rows of one person the further stage stays; a detour that a person chose stays too. */
function mergedPositions(program: Program, draft: Draft, others: JsonObject): readonly Pending[] {
  return program.tracks.flatMap((track) => {
    const other = others[track.key]
    const own = draft.positions[track.key] ?? firstPosition
    if (
      !isObject(other) ||
      typeof other['stage'] !== 'string' ||
      other['stage'] === own.stage ||
      !track.byKey.has(other['stage'])
    )
      return []
    const chosen = (stage: StageKey | null, cause: unknown) =>
      stage !== null && cause === 'person' && track.byKey.get(stage)?.detour === true
    const order = (stage: StageKey | null) => (stage === null ? -1 : (track.orderOf.get(stage) ?? -1))
    if (chosen(own.stage, own.cause)) return []
    if (!chosen(other['stage'], other['cause']) && order(other['stage']) <= order(own.stage)) return []
    return [
      {
        track: track.key,
        to: other['stage'],
        reason: null,
        actor: 'system' as const,
        cause: 'merge' as const,
        force: true,
        undated: false,
      },
    ]
  })
}
