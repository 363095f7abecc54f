import { stretch } from '../../../server/src/contract/messages/phrases.ts'
import { number } from './en.ts'

const people = (count: number): string => `${number(count)} ${count === 1 ? 'person' : 'people'}`

interface WayReason {
  readonly by: 'order' | 'from' | 'requires' | 'return' | 'exit' | 'reject'
  readonly after?: string | null
  readonly hasConditions?: boolean
  readonly reason?: string
}

const modes = { automatic: 'by criteria', approval: 'by approval', manual: 'by hand' } as const

function reason(one: WayReason): string {
  switch (one.by) {
    case 'order':
      return 'next in the order'
    case 'from':
      return 'leads there'
    case 'requires':
      return 'is required'
    case 'return':
      return 'the way back'
    case 'exit':
      return one.after == null
        ? 'when its conditions hold'
        : `after ${stretch(one.after)}${one.hasConditions === true ? ', on conditions' : ''}`
    case 'reject':
      return !one.reason ? 'refused' : `refused: ${one.reason}`
  }
}

/** Words of the studio's map, in English. */
export const mapWords = {
  label: 'Map of the stages',
  hint: 'Tab goes through the stages, Enter opens one, arrows follow the ways. Drop a stage upon another to put it before or after; draw a line from a stage to a detour to let it lead there.',
  arrange: 'Arrange',
  arrangeHint: 'Put all boxes back to where they belong',
  fit: 'Show all',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  next: 'Add the next stage',
  presets: 'Begin with a preset',
  reading: 'The map is being drawn …',
  mode: (mode: keyof typeof modes | null) => (mode === null ? 'by hand or exit' : modes[mode]),
  detour: 'Detour',
  gate: 'gate',
  anywhere: 'from anywhere',
  handedOver: 'hands over',
  noOwner: 'nobody owns it',
  isNew: 'new in the draft',
  now: people,
  nowIn: (name: string) => `now in ${name}`,
  moved: (count: number) => `+${number(count)} this week`,
  movedIn: (name: string) => `moved into ${name} this week`,
  open: (name: string) => `Open ${name}`,
  place: (place: number, of: number) => `stage ${number(place)} of ${number(of)}`,
  wayLabel: (reasons: readonly WayReason[]) =>
    reasons
      .filter(({ by }) => by === 'exit' || by === 'reject' || by === 'requires' || by === 'return')
      .map((one) => (one.after == null ? reason(one) : `after ${stretch(one.after)}`))
      .join('; '),
  way: (from: string, to: string, reasons: readonly WayReason[]) =>
    `${from} to ${to}: ${reasons.map(reason).join('; ')}`,
  wayTo: (to: string, reasons: readonly WayReason[]) => `${to} (${reasons.map(reason).join('; ')})`,
  leadsTo: 'Leads to ',
  noWays: 'Leads nowhere by itself.',
  before: (name: string) => `Before ${name}`,
  after: (name: string) => `After ${name}`,
  ordered: (name: string, where: 'before' | 'after', other: string) => `${name} comes ${where} ${other} now.`,
  drawnFrom: (target: string, from: readonly string[]) => `Only these lead to ${target} now: ${from.join(', ')}.`,
  drawnReturn: (source: string, target: string) => `From ${source} evidence leads back to ${target} or later.`,
  drawnKnown: 'The document says so already.',
  drawnNothing: 'Between two stages the order decides. Draw a line to a detour, or from a detour back to a stage.',
  undo: 'Undo',
  list: 'The map as a list',
  stages: 'Stages, in their order',
  detours: 'Detours',
  ownedBy: (owner: string) => `owned by ${owner}`,
  legend: {
    label: 'What the lines mean',
    order: 'order',
    exit: 'exit by time or conditions',
    from: 'leads there',
    return: 'way back',
    requires: 'required before',
  },
  panel: {
    meaning: 'What it is',
    noMeaning: 'Nobody has said what it means yet. Say it below, so that everybody counts the same.',
    owner: 'Owner',
    entry: 'How one gets in',
    entries: {
      automatic: 'By itself, as soon as this holds:',
      approval: (by: string | null) => `${by ?? 'Somebody'} confirms it; it is proposed when this holds:`,
      manual: (by: string | null) => `${by ?? 'Somebody who may'} moves people here by hand.`,
      detour: 'People move here by hand, or an exit leads here.',
    },
    from: 'Only from',
    requires: 'Only after',
    gate: 'It may not be jumped over.',
    locked: 'Only a person opens it again.',
    coolOff: (time: string) => `For ${stretch(time)} nothing leads out again by itself.`,
    levels: 'Levels',
    exits: 'Ways out',
    exit: (to: string, after: string | null) =>
      after === null ? `to ${to}, when` : `to ${to} after ${stretch(after)}`,
    exitIf: ', if',
    handoff: 'Handoff',
    noHandoff: 'Nothing is handed over here.',
    handoffTo: (to: string) => `To ${to}`,
    routes: {
      owner: 'the owner of the contact',
      account_owner: 'the owner of the account',
      territory: 'by territory',
      skill: 'by skill',
      round_robin: 'in turn',
      weighted: 'in turn, by weight',
      least_loaded: 'whoever has least to do',
      capacity: 'whoever has room',
    } as Readonly<Record<string, string>>,
    orElse: (way: string) => `, else ${way}`,
    promises: 'Response time',
    promise: { accept: 'accept', respond: 'respond', decide: 'decide' } as Readonly<Record<string, string>>,
    within: (deed: string, time: string) => `${deed} within ${stretch(time)}`,
    tier: 'For those of whom this holds: ',
    reasons: 'Reasons',
    guidance: 'Guidance',
    noGuidance: 'None yet.',
    edit: 'Edit it',
    gone: 'This stage is no more in the draft.',
    joints: { all: 'all of these', any: 'any of these', not: 'not' },
    unsaid: 'A condition that cannot be told in words; see the document.',
    counts: 'People',
  },
} as const
