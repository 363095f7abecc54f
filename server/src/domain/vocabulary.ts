/** The way an event came in; public keys make `browser`. */
export type Channel = 'browser' | 'server' | 'import' | 'app'

interface KindEntry {
  /** What one such event means. */
  readonly says: string
  /** What `Event.name` holds. */
  readonly name: string
  /** The keys of `Event.data` that the engine reads; others are kept and can be used in conditions. */
  readonly data: Readonly<Record<string, string>>
  /** Which channels may send it. */
  readonly channels: readonly Channel[]
}

const everyone: readonly Channel[] = ['browser', 'server', 'import', 'app']
const trusted: readonly Channel[] = ['server', 'import', 'app']
const ownApp: readonly Channel[] = ['app']

/** Every kind of event there is. Closed: fold knows these and nothing else. */
export const vocabulary = {
  page: {
    says: 'A page was viewed.',
    name: "the page's name",
    data: { path: 'path of the address', url: 'whole address', title: 'title', referrer: 'referring address' },
    channels: everyone,
  },
  screen: { says: 'A screen of an app was viewed.', name: "the screen's name", data: {}, channels: everyone },
  track: { says: 'Something happened that has a name.', name: "the event's name", data: {}, channels: everyone },
  traits: {
    says: 'Facts about the contact were given.',
    name: 'empty; `stage` where the row of a file also names a stage',
    data: {
      set: 'traits to set; null removes one',
      by: 'who gave them, where a person did it by hand',
      splitFrom: 'the contact that it was taken out of by hand',
      splitInto: 'the contact that was taken out of it by hand',
    },
    channels: everyone,
  },
  conversion: {
    says: 'The contact gave its details at a conversion point.',
    name: "the point's key",
    data: { offer: 'top, middle or bottom', gave: 'fields that were given' },
    channels: trusted,
  },
  subscription: {
    says: 'The contact joined or left a list.',
    name: "the list's key",
    data: { on: 'true when joined' },
    channels: trusted,
  },
  communication: {
    says: 'Somebody wrote, called or met the contact, or the contact did.',
    name: 'what it was',
    data: {
      medium: 'email, call, meeting, chat, letter',
      direction: 'in or out',
      outcome: 'what came of it',
      proof: 'said or system',
      automated: 'true for automatic mail',
    },
    channels: trusted,
  },
  opportunity: {
    says: 'A deal of the contact was opened, changed, won or lost.',
    name: 'its id',
    data: {
      kind: 'new, expansion, renewal or partner',
      state: 'open, won or lost',
      account: 'account id',
      product: 'product',
      step: 'pipeline step',
      amount: 'decimal string',
      currency: 'ISO 4217',
      reason: 'why it was won or lost',
      role: "the contact's role",
    },
    channels: trusted,
  },
  answer: {
    says: 'Questions of a checklist were answered.',
    name: "the checklist's key",
    data: { values: 'answers by question' },
    channels: trusted,
  },
  handoff: {
    says: 'A handoff changed its state.',
    name: "the handoff's key",
    data: { state: 'started, assigned, accepted, rejected, recycled or closed', track: 'track', reason: 'why' },
    channels: trusted,
  },
  ruling: {
    says: 'A person moved the contact.',
    name: 'the stage',
    data: {
      track: 'track',
      from: 'the stage the person saw',
      reason: 'why',
      by: 'who',
      force: 'true to overrule the lifecycle',
    },
    channels: ownApp,
  },
  asserted: {
    says: 'Another system said in which stage the contact was.',
    name: 'the stage',
    data: { track: 'track', by: 'import or crm', undated: 'true where it is not known when it came there' },
    channels: ['import', 'server', 'app'],
  },
  membership: {
    says: 'The contact joined, changed or left an account.',
    name: 'empty',
    data: {
      account: 'account id, null when left',
      same: 'true where two rows of one company were joined, or parted again',
      merge: 'by which joining of accounts it came',
      role: 'role',
    },
    channels: ownApp,
  },
  merge: {
    says: 'Another row of the same person was joined to this one, or taken out again.',
    name: 'the other row',
    data: {
      undo: 'true when taken out',
      survivor: 'true in the row that stays',
      seq: "the other row's last event",
      nth: 'this row’s last transition',
      positions: "the other row's stages",
      import: 'the import that brought it',
    },
    channels: ownApp,
  },
  void: {
    says: 'A transition was declared a mistake, or an import was undone.',
    name: "the transition's id, or the import's",
    data: {
      track: 'track',
      to: 'its stage',
      automatic: 'true where a rule had made it',
      ruling: "the person's ruling behind it",
      reason: 'why',
      import: 'the import that was undone',
      events: 'its events, left out from here on: by row, as ranges of their numbers',
      merges: 'stages that other rows had at their merges without it, by the event of the merge',
    },
    channels: ownApp,
  },
  erase: { says: 'The person asked to be forgotten.', name: 'empty', data: {}, channels: ownApp },
} as const satisfies Record<string, KindEntry>

export type EventKind = keyof typeof vocabulary

export const eventKinds = Object.keys(vocabulary) as EventKind[]

export function mayCome(kind: EventKind, channel: Channel): boolean {
  return (vocabulary[kind].channels as readonly Channel[]).includes(channel)
}
