import { b2b } from './b2b.ts'
import { b2bCases } from './b2b-cases.ts'
import { hubspot } from './hubspot.ts'
import { hubspotCases } from './hubspot-cases.ts'
import { twoStep } from './two-step.ts'
import { twoStepCases } from './two-step-cases.ts'

export interface Preset {
  readonly key: string
  readonly says: string
  readonly document: string
  /** What it does, as cases that a test runs. */
  readonly cases: string
}

/** Lifecycles to begin with. Each is a document like any other. */
export const presets: readonly Preset[] = [
  {
    key: 'b2b',
    says: 'Accounts with several people, sales accepts and qualifies, with detours for nurturing and lost deals.',
    document: b2b,
    cases: b2bCases,
  },
  {
    key: 'hubspot',
    says: 'The eight default stages of HubSpot under their internal names.',
    document: hubspot,
    cases: hubspotCases,
  },
  { key: 'two-step', says: 'Lead and customer; add one stage at a time.', document: twoStep, cases: twoStepCases },
]

export function findPreset(key: string): Preset | null {
  return presets.find((preset) => preset.key === key) ?? null
}
