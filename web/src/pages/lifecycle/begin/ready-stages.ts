import type { Value, ValueMap } from '../model/value.ts'
import type { UsualKey } from './usual-stages.ts'

/** What a proposal may rest upon in the document that it is for. */
export interface Ground {
  /** The keys that the document gives to usual stages. */
  readonly has: (key: UsualKey) => string | null
  /** The conversion points at which people raise a hand, such as a demo request. */
  readonly handRaises: readonly string[]
  readonly hasEngagement: boolean
}

type Team = 'marketing' | 'sales' | 'success'

export interface ReadyStage {
  readonly owner: Team
  readonly isDetour: boolean
  /** Whether it makes sense beside what is there already. */
  fits(ground: Ground): boolean
  /** All but key, name and owner. */
  write(ground: Ground): ValueMap
}

/** The keys that the document has of those that are wanted. */
const present = (ground: Ground, ...wanted: readonly UsualKey[]): string[] =>
  wanted.flatMap((key) => ground.has(key) ?? [])

const handRaise: Value = { converted: { offer: 'bottom' } }

const always = () => true

/** Stages with criteria that work as they stand, by the key of the usual one. */
export const readyStages: Readonly<Record<UsualKey, ReadyStage>> = {
  subscriber: {
    owner: 'marketing',
    isDetour: false,
    fits: always,
    write: () => ({ journey: 'awareness', entry: { when: { subscribed: 'newsletter' } } }),
  },
  lead: {
    owner: 'marketing',
    isDetour: false,
    fits: always,
    write: () => ({ entry: { when: { any: [{ converted: 'any' }, { imported: true }] } } }),
  },
  engaged: {
    owner: 'marketing',
    isDetour: false,
    fits: always,
    write: () => ({
      entry: { when: { did: { any_of: ['Content Downloaded', 'Webinar Attended', 'Video Watched'] } } },
    }),
  },
  mql: {
    owner: 'marketing',
    isDetour: false,
    fits: always,
    write: ({ hasEngagement }) => ({
      entry: {
        when: hasEngagement ? { any: [handRaise, { score: { engagement: { at_least: 60 } } }] } : handRaise,
      },
    }),
  },
  sal: {
    owner: 'sales',
    isDetour: false,
    fits: (ground) => ground.has('mql') !== null,
    write: () => ({ entry: { mode: 'manual', by: 'sales' } }),
  },
  sql: {
    owner: 'sales',
    isDetour: false,
    fits: always,
    write: () => ({ entry: { mode: 'approval', by: 'sales', when: { did: 'Meeting Held' } } }),
  },
  opportunity: {
    owner: 'sales',
    isDetour: false,
    fits: always,
    write: () => ({ entry: { when: { opportunity: 'open' } } }),
  },
  customer: {
    owner: 'success',
    isDetour: false,
    fits: always,
    write: () => ({ entry: { when: { opportunity: 'won' } } }),
  },
  evangelist: {
    owner: 'success',
    isDetour: false,
    fits: (ground) => ground.has('customer') !== null,
    write: (ground) => ({
      requires: present(ground, 'customer'),
      entry: { when: { did: { any_of: ['Review Left', 'Referral Sent'], since: 'ever' } } },
    }),
  },
  nurturing: {
    owner: 'marketing',
    isDetour: true,
    fits: (ground) => present(ground, 'mql', 'sal', 'sql').length > 0,
    write: (ground) => {
      const back = ground.has('mql') ?? present(ground, 'sal', 'sql')[0]
      return {
        from: present(ground, 'mql', 'sal', 'sql', 'lost'),
        ...(back === undefined ? {} : { return_to: back }),
        cool_off: '30d',
      }
    },
  },
  disqualified: {
    owner: 'marketing',
    isDetour: true,
    fits: always,
    write: () => ({ locked: true, reasons: ['no budget', 'no need', 'competitor', 'student', 'spam'] }),
  },
  lost: {
    owner: 'sales',
    isDetour: true,
    fits: (ground) => ground.has('opportunity') !== null,
    write: (ground) => ({
      from: present(ground, 'sql', 'opportunity'),
      entry: {
        when: {
          all: [{ opportunity: 'lost' }, { not: { opportunity: 'open' } }, { not: { opportunity: 'won' } }],
        },
      },
      new_cycle: true,
      reasons: ['price', 'competitor', 'no decision', 'timing'],
    }),
  },
  former: {
    owner: 'success',
    isDetour: true,
    fits: (ground) => ground.has('customer') !== null,
    write: (ground) => ({
      from: present(ground, 'customer', 'evangelist'),
      entry: { when: { opportunity: { kind: 'renewal', state: 'lost' } } },
    }),
  },
}
