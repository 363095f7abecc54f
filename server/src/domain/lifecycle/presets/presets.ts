import { b2b } from './b2b.ts'
import { b2bCases } from './b2b-cases.ts'
import { b2c } from './b2c.ts'
import { b2cCases } from './b2c-cases.ts'
import { demand } from './demand.ts'
import { demandCases } from './demand-cases.ts'
import { hubspot } from './hubspot.ts'
import { hubspotCases } from './hubspot-cases.ts'
import { marketo } from './marketo.ts'
import { marketoCases } from './marketo-cases.ts'
import { plg } from './plg.ts'
import { plgCases } from './plg-cases.ts'
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
  {
    key: 'marketo',
    says: 'Behaviour and demographic score; sales accepts what marketing passes on, or recycles it.',
    document: marketo,
    cases: marketoCases,
  },
  {
    key: 'demand',
    says: 'Marketing lead to SQL, where SQL is a first meeting held and an opportunity opened.',
    document: demand,
    cases: demandCases,
  },
  {
    key: 'b2c',
    says: 'Consumers: use raises the score; trial, consultation call, bought or lost; no accounts.',
    document: b2c,
    cases: b2cCases,
  },
  {
    key: 'plg',
    says: 'A free product: use qualifies, and only who pays is a customer.',
    document: plg,
    cases: plgCases,
  },
  { key: 'two-step', says: 'Lead and customer; add one stage at a time.', document: twoStep, cases: twoStepCases },
]

export function findPreset(key: string): Preset | null {
  return presets.find((preset) => preset.key === key) ?? null
}
