import type { StageKey, Time } from '../facts.ts'
import type { Json } from '../json.ts'
import type { CheckedCriteria } from './checked-criteria.ts'
import type { CriteriaTree } from './parse-criteria.ts'
import type { Lifecycle } from './schema.ts'
import type { ContactState } from './state.ts'
import type { BoundTree } from './tree.ts'

/** A part in a purchase: decision maker, champion, user. */
interface ProgramRole {
  readonly key: string
  readonly name: string
  /** Who has it by what is known; null: only a person gives it. */
  readonly condition: BoundTree | null
}

/** What an account shows of its buying group, by the main track. */
export interface BuyingGroup {
  readonly roles: readonly ProgramRole[]
  readonly track: string
  /** The stages of the track, in order. */
  readonly stages: readonly StageKey[]
  /** Whoever stands in one of these is engaged. */
  readonly engaged: readonly StageKey[]
  /** The stage that an account has at least while a deal of it is open, and once one was won. */
  readonly dealStages: { readonly open: StageKey | null; readonly won: StageKey | null }
}

/** The roles that a person has by the criteria, as of a moment. */
export function rolesBy({ roles }: BuyingGroup, state: ContactState, now: Time): readonly string[] {
  return roles.filter(({ condition }) => condition?.test(state, now) === true).map(({ key }) => key)
}

/** The buying group of a document; the conditions come ready. */
export function buyingGroup(
  document: Lifecycle,
  checked: CheckedCriteria,
  track: string,
  bind: (role: string) => BoundTree | null,
): BuyingGroup {
  const [main = track] = (document.tracks ?? []).map(({ key }) => key)
  const own = document.stages.filter((stage) => (stage.track ?? main) === track).map(({ key }) => key)
  // Whoever is only known is not engaged yet: by default that begins with the second stage.
  const first = document.engaged === undefined ? Math.min(1, own.length - 1) : own.indexOf(document.engaged)
  const reads = (state: string) =>
    document.stages.find(({ key }, index) => {
      const tree = checked.find(['stages', index, 'entry', 'when'])
      return own.includes(key) && tree !== null && holdsBy(tree, checked, state)
    })?.key ?? null
  return {
    roles: Object.entries(document.roles ?? {}).map(([key, role]) => ({
      key,
      name: role.name ?? key.replaceAll('_', ' '),
      condition: role.if === undefined ? null : bind(key),
    })),
    track,
    stages: own,
    engaged: own.slice(Math.max(0, first)),
    dealStages: { open: reads('open'), won: reads('won') },
  }
}

/** Whether a deal in a state is one of the ways into a stage. */
function holdsBy(tree: CriteriaTree, checked: CheckedCriteria, state: string): boolean {
  if (tree.op === 'not') return false
  if (tree.op !== 'leaf') return tree.parts.some((part) => holdsBy(part, checked, state))
  const { criterion, settings } = tree
  if (criterion.kind === 'is') return names(settings).some((name) => holdsBy(checked.defined(name), checked, state))
  if (criterion.kind !== 'opportunity') return false
  const asked =
    typeof settings === 'object' && settings !== null && !Array.isArray(settings)
      ? ((settings as { readonly state?: Json }).state ?? null)
      : settings
  return names(asked).includes(state)
}

function names(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string')
}
