import { number } from './en.ts'

const people = (count: number): string => `${number(count)} ${count === 1 ? 'person' : 'people'}`
const count = (of: number, one: string, many = `${one}s`): string => `${number(of)} ${of === 1 ? one : many}`

/** Words of how a lifecycle is begun, in English. */
export const beginWords = {
  presets: {
    title: 'Choose how your lifecycle begins',
    untouched: (name: string) => `Ripen began with the preset “${name}”, and nobody has changed it yet.`,
    advice:
      'A preset becomes your draft: look at the map, the plan and the what-if, change what you like, then publish.',
    names: {
      b2b: 'Business to business',
      hubspot: 'As in HubSpot',
      marketo: 'Marketing automation',
      demand: 'Demand generation',
      b2c: 'Consumers',
      plg: 'Free product',
      'two-step': 'Two stages',
    } as Readonly<Record<string, string>>,
    suits: {
      b2b: 'Suits sales teams who take over at a handoff and say whether they accept.',
      hubspot: 'Suits those who come from HubSpot and want their reports to go on.',
      marketo: 'Suits those who score behaviour and send people back until they are ripe.',
      demand: 'Suits teams who are measured by meetings held and opportunities opened.',
      b2c: 'Suits those who sell to people, with a trial or a consultation before.',
      plg: 'Suits products that one can use before one pays.',
      'two-step': 'Suits everybody who would rather grow a lifecycle than cut one down.',
    } as Readonly<Record<string, string>>,
    small: 'Start small',
    smallAdvice:
      'Two stages to begin with; then add the next one when you need it, and see first what it would change.',
    size: (stages: number, detours: number) =>
      `${count(stages, 'stage')}${detours === 0 ? '' : `, ${count(detours, 'detour')}`}`,
    use: 'Begin with this',
    useOf: (name: string) => `Begin with this: ${name}`,
    inForce: 'in force',
    inDraft: 'your draft',
    picture: (names: readonly string[]) => `Stages: ${names.join(', ')}`,
    taken: (name: string) => `Your draft is the preset “${name}” now.`,
    takenMoving: (name: string, gone: number) =>
      `Your draft is the preset “${name}” now. For ${count(gone, 'stage')} that it does not have, new places are proposed under More.`,
    undo: 'Undo',
    keep: 'Keep what is in force',
  },
  next: {
    title: 'Add the next stage',
    intro:
      'From the order that is usual in the field, with criteria that work. Nothing is added before you have seen what it would change.',
    choose: 'Which one',
    advised: 'advised',
    between: (after: string | null, before: string | null) =>
      after === null ? `before ${before ?? ''}` : before === null ? `after ${after}` : `between ${after} and ${before}`,
    aside: 'beside the way',
    criteria: 'How one would get in',
    byHand: (team: string) => `${team} moves people here by hand.`,
    approval: (team: string) => `${team} confirms what is proposed when this holds:`,
    automatic: 'By itself, as soon as this holds:',
    exits: 'People move here by hand.',
    effect: 'What it would change',
    computing: 'Being computed …',
    into: (moving: number, name: string) =>
      moving === 0 ? `Nobody would move to ${name} at once.` : `${people(moving)} would move to ${name}:`,
    from: (moving: number, from: string) => `${people(moving)} from ${from}`,
    noStage: 'no stage',
    total: (moving: number, contacts: number) =>
      `With the rest of your draft, ${people(moving)} of ${number(contacts)} would move in all.`,
    faulty: 'With it the document would have faults:',
    draftFaulty: 'Mend the faults of the draft first; then its effect can be computed.',
    add: 'Put it into the draft',
    added: (name: string) => `${name} is in the draft.`,
    undo: 'Undo',
    all: 'Your lifecycle has all the stages that are usual in the field. Add one of your own on the Stages tab.',
    close: 'Close',
    names: {
      subscriber: 'Subscriber',
      lead: 'Lead',
      engaged: 'Engaged lead',
      mql: 'Marketing qualified lead',
      sal: 'Sales accepted lead',
      sql: 'Sales qualified lead',
      opportunity: 'Opportunity',
      customer: 'Customer',
      evangelist: 'Evangelist',
      nurturing: 'Nurturing',
      disqualified: 'Disqualified',
      lost: 'Lost',
      former: 'Former customer',
    },
    why: {
      subscriber: 'Whoever only reads your letters is kept apart from those who asked for more.',
      lead: 'Whoever gave you an address and a reason to use it.',
      engaged: 'Whoever keeps coming back before raising a hand.',
      mql: 'Says whom marketing hands over: whoever raises a hand, or engages enough.',
      sal: 'Sales says yes or no to each handover, so that a refusal can be counted.',
      sql: 'A meeting was held and sales confirms that there is something to win.',
      opportunity: 'An open deal is told apart from a lead, and a won one has a beginning.',
      customer: 'Whoever bought.',
      evangelist: 'Customers who speak for you.',
      nurturing: 'A place for those who are not ready, with a way back when they are.',
      disqualified: 'Whoever will never buy leaves the way, with a reason.',
      lost: 'Lost deals leave the way, with a reason, and may begin anew.',
      former: 'Customers who did not renew are no longer counted as customers.',
    },
  },
} as const
