import { plain, quoted, shown, type Values } from './phrases.ts'

/** Of what is done to many contacts at once. */
export const bulkWords = {
  'bulk.gone': () => 'This contact is not there any more.',
  'bulk.not_shown': () => 'This contact is not among those that you are shown.',
  'bulk.merged': () => 'It was merged into another contact since it was chosen.',
  'bulk.nobody_in_team': ({ team }: Values) => `Nobody is in the team ${quoted(team)} any more.`,
  'bulk.fault': () => 'A fault kept it from being done; the log says which.',
  'bulk.other_reasons': () => 'Other reasons.',
  'bulk.moved_since': ({ stage }: Values) => `Somebody moved it on to ${plain(stage)} since.`,
  'bulk.undone_since': () => 'This move was undone by somebody else.',
  'bulk.changed_since': ({ traits }: Values) => `Somebody changed ${plain(traits, 'and')} since.`,
  'bulk.partly_changed': ({ traits }: Values) =>
    `Taken back but for ${plain(traits, 'and')}: that was changed by somebody since.`,
  'bulk.says.move': ({ stage }: Values) => `Move to ${plain(stage)}`,
  'bulk.says.set': ({ trait, value }: Values) => `Set ${plain(trait)} to ${quoted(value)}`,
  'bulk.says.clear': ({ trait }: Values) => `Clear ${plain(trait)}`,
  'bulk.says.traits': ({ count }: Values) => `Set ${shown(count)} traits`,
  'bulk.says.owner': ({ owner }: Values) => `Give to ${plain(owner)}`,
  'bulk.says.no_owner': () => 'Take the owner away',
  'bulk.says.share_out': ({ team }: Values) => `Share out to the team ${quoted(team)}`,
} as const
