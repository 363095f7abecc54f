import { number } from './en.ts'

/** Every word of the board, in English. */
export const boardWords = {
  title: 'Board',
  truth: (count: number, mayMove: boolean) =>
    `${number(count)} ${count === 1 ? 'contact' : 'contacts'} by stage.${mayMove ? ' Drag one to another stage, or use the button on it.' : ''}`,
  views: 'View',
  list: 'List',
  track: 'Track',
  board: 'Contacts by stage',
  column: (stage: string, count: number) => `${stage}, ${number(count)}`,
  empty: 'Nobody',
  more: 'Show more',
  pick: (name: string) => `Move ${name}`,
  asking: 'Asking the lifecycle …',
  takes: 'Drop here',
  needsReason: 'Needs a reason',
  refuses: 'Not possible',
  nobody: 'Nobody is in a stage yet.',
  nobodyAdvice: 'Contacts appear here as soon as an event or a file brings them into a stage.',
  refused: (name: string, why: string) => `${name} was not moved: ${why}`,
  openMove: 'Move anyway …',
  notAsked: (name: string) => `Ripen could not say where ${name} may go.`,
  panel: {
    already: (stage: string) => `Is in ${stage}.`,
    none: 'The lifecycle lets nobody move this contact by hand at the moment.',
  },
  instructions:
    'Press space to pick the contact up, the left and right arrow keys to choose a stage, space again to put it down, and escape to leave it where it was.',
  picked: (name: string, stage: string) => `${name} is picked up from ${stage}.`,
  over: (name: string, stage: string, answer: string) => `${name} is over ${stage}. ${answer}`,
  dropped: (name: string, stage: string) => `${name} is put down on ${stage}.`,
  putBack: (name: string, stage: string) => `${name} stays in ${stage}.`,
} as const
