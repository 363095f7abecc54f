import { b2b } from './b2b.ts'
import { hubspot } from './hubspot.ts'
import { twoStep } from './two-step.ts'

export interface Preset {
  readonly key: string
  readonly says: string
  readonly document: string
}

/** Lifecycles to begin with. Each is a document like any other. */
export const presets: readonly Preset[] = [
  {
    key: 'b2b',
    says: 'Accounts with several people, sales accepts and qualifies, with detours for nurturing and lost deals.',
    document: b2b,
  },
  { key: 'hubspot', says: 'The eight default stages of HubSpot under their internal names.', document: hubspot },
  { key: 'two-step', says: 'Lead and customer; add one stage at a time.', document: twoStep },
]

export function findPreset(key: string): Preset | null {
  return presets.find((preset) => preset.key === key) ?? null
}
