import { accountWords } from './accounts-en.ts'
import { bulkWords } from './bulk-en.ts'
import { criteriaWords } from './criteria-en.ts'
import { differenceWords } from './differences-en.ts'
import { eventWords } from './events-en.ts'
import { importWords } from './imports-en.ts'
import { observedWords } from './observed-en.ts'
import { list, plain, quoted, shown, stretch, type Values } from './phrases.ts'

const rulingWords = {
  'merge.same_person': () => 'The two are one person already.',
  'merge.not_merged': () => 'The other contact is not merged into this one.',
  'edit.nameless': () =>
    'A contact needs something to be reached or named by: an e-mail address, a phone number or a user id.',
  'edit.no_email': ({ value }: Values) => `${quoted(value)} is no e-mail address.`,
  'edit.no_phone': ({ value }: Values) =>
    `${quoted(value)} is no phone number that exists. Write it with its country, as in +49 30 901820, and without an extension.`,
  'edit.no_user': ({ value }: Values) => `${quoted(value)} cannot be a user id: programs send it where they have none.`,
  'edit.taken': ({ value, name, contact }: Values) =>
    contact === ''
      ? `${quoted(value)} was given to another contact at this moment. Look again.`
      : `${quoted(value)} is the contact ${name === '' ? plain(contact) : quoted(name)} already. Open that one, or merge the two.`,
  'edit.changed': ({ traits }: Values) =>
    `Somebody else has changed ${plain(traits, 'and')} since you looked. Look again, then change what is still to be changed.`,
  'edit.erased': () => 'This person asked to be forgotten: nothing is kept of it any more.',
  'split.not_its': ({ value }: Values) => `${quoted(value)} does not belong to this contact.`,
  'split.by_merge': ({ value }: Values) =>
    `${quoted(value)} came by a merge. Undo that merge: what came by it goes with it.`,
  'split.nothing_left': () => 'Something has to stay by which this contact is known.',
  'ruling.unknown_contact': () => 'There is no way yet to reach or name this person, so it stands in no stage.',
  'ruling.unknown_stage': ({ stage }: Values) => `The lifecycle has no stage ${quoted(stage)}.`,
  'ruling.unknown_track': ({ track }: Values) => `The lifecycle has no track ${quoted(track)}.`,
  'ruling.moved_on': ({ saw, stage }: Values) =>
    `The contact has moved since: it was seen ${standing(saw)} and is now ${standing(stage)}.`,
  'ruling.already_there': ({ stage }: Values) => `The contact is already in ${plain(stage)}.`,
  'ruling.reason_needed': ({ stage, reasons }: Values) =>
    `A move to ${plain(stage)} needs one of these reasons: ${plain(reasons)}.`,
  'ruling.not_from_here': ({ stage, from }: Values) => `${plain(stage)} can be entered from ${plain(from)} only.`,
  'ruling.locked': ({ stage }: Values) => `${plain(stage)} is locked. To take the contact out, give a reason.`,
  'ruling.back_needs_reason': ({ stage }: Values) => `A move back to ${plain(stage)} needs a reason.`,
  'ruling.from': ({ stage, from }: Values) => `${plain(stage)} can be entered from ${plain(from)} only.`,
  'ruling.requires': ({ stage, requires }: Values) =>
    `${plain(stage)} is only for contacts that have been in ${plain(requires, 'and')}.`,
  'ruling.gate': ({ stage }: Values) => `A stage before ${plain(stage)} may not be passed over.`,
  'ruling.other_team': ({ stage, team }: Values) =>
    `Only the team ${plain(team)} moves contacts to ${plain(stage)}, and you are not in it.`,
  'ruling.criteria': ({ stage }: Values) => `The criteria of ${plain(stage)} are not met.`,
} as const

const standing = (stage: Values[string] | undefined): string =>
  stage === undefined || stage === null ? 'before the first stage' : `in ${plain(stage)}`

const unknownZone = ({ zone, nearest }: Values): string =>
  `${quoted(zone)} is no time zone.${typeof nearest === 'string' ? ` Did you mean ${quoted(nearest)}?` : ' They are written like Europe/Berlin.'}`

const faultWords = {
  'fault.unknown': ({ what, name, nearest, known }: Values) =>
    `There is no ${plain(what)} ${quoted(name)}.${typeof nearest === 'string' ? ` Did you mean ${quoted(nearest)}?` : list(known).length > 0 ? ` There is ${quoted(known, 'and')}.` : ''}`,
  'fault.no_grade': () => 'The document does not say how the grade is made: it needs `grade` under `scores`.',
  'fault.shape': ({ expected }: Values) => `This is not as expected: ${plain(expected)}.`,
  'fault.unknown_key': ({ key, nearest }: Values) =>
    `${quoted(key)} is not understood here.${typeof nearest === 'string' ? ` Did you mean ${quoted(nearest)}?` : ''}`,
  'fault.missing': ({ key }: Values) => `${quoted(key)} is missing.`,
  'fault.loop': ({ name }: Values) => `${quoted(name)} leads back to itself.`,
  'fault.too_large': ({ name, most }: Values) =>
    `${quoted(name)} names others so often that it becomes more than ${Number(most).toLocaleString('en')} conditions. Name each of them once.`,
  'fault.people_loop': ({ stage }: Values) =>
    `How many people of the account are in ${quoted(stage)} or beyond may be read by stages after it only: here it would change itself.`,
  'fault.zone': (values: Values) => unknownZone(values),
  'fault.empty': () => 'The document is empty.',
  'fault.empty_lifecycle': () => 'The document is empty. `ripen lifecycle presets` lists some to begin with.',
  'fault.nested': () => 'What stands here is nested too deeply to be read.',
  'fault.several_documents': () => 'One document is expected, and a line --- begins another.',
  'fault.twice': ({ what, key }: Values) => `The ${plain(what)} ${quoted(key)} is there twice.`,
  'fault.exit_to_itself': ({ stage }: Values) => `An exit of ${plain(stage)} leads back into it.`,
  'fault.automatic_without_criteria': ({ stage }: Values) =>
    `${plain(stage)} is entered automatically but has no criteria.`,
  'fault.migrate_present': ({ stage }: Values) =>
    `${plain(stage)} is still a stage, so nobody can be moved out of it by the new version.`,
  'fault.migrate_missing': ({ stage, standing }: Values) =>
    typeof standing === 'number' && standing > 0
      ? `${plain(stage)} is gone, and ${standing === 1 ? '1 contact stands' : `${shown(standing)} contacts stand`} in it. Say under \`migrate\` where they go.`
      : `${plain(stage)} is gone. Say under \`migrate\` where its contacts go.`,
  'fault.criteria_too_long': ({ longest }: Values) => `Criteria may have ${shown(longest)} characters, not more.`,
  'fault.not_kept_of_accounts': () =>
    'What people of an account did, and its deals, are kept only as far as the lifecycle in force asks for the very same. Use this condition in the lifecycle first.',
  'fault.too_deep': ({ deepest }: Values) => `Conditions may lie ${shown(deepest)} deep, not deeper.`,
  'fault.not_conditions': () => 'Conditions are expected here, such as { subscribed: newsletter }.',
  'fault.no_condition': () => 'A condition is missing.',
  'fault.several_conditions': ({ keys }: Values) =>
    `One condition is expected here and there are ${plain(keys, 'and')}. Join them with all or any.`,
  'fault.too_long': ({ longest }: Values) => `The document is longer than ${shown(longest)} characters.`,
  'fault.yaml': ({ problem }: Values) => `This cannot be read as YAML: ${plain(problem)}.`,
  'fault.not_together': ({ first, second }: Values) => `${quoted(second)} has no meaning beside ${quoted(first)}.`,
  'fault.never': () => 'This can never hold: the most is below the least.',
  'fault.too_many': ({ most }: Values) => `Within a window at most ${shown(most)} can be counted.`,
  'fault.empty_list': ({ key }: Values) => `${quoted(key)} needs a list with at least one condition.`,
} as const

const calendarWords = {
  'calendar.unknown_zone': (values: Values) => unknownZone(values),
  'calendar.not_a_date': ({ date }: Values) => `${quoted(date)} is no date; they are written like 2026-11-21.`,
  'calendar.closed_and_half': ({ date }: Values) => `${plain(date)} is both closed and a half day.`,
  'calendar.unknown_days': ({ days }: Values) =>
    `${quoted(days)} are no days of the week; they are written like mon or mon-thu.`,
  'calendar.day_twice': ({ day, other }: Values) =>
    `The hours of ${plain(day)} are already given under ${quoted(other)}.`,
  'calendar.never_open': () => 'The calendar is never open.',
  'calendar.unreadable_hours': ({ hours }: Values) =>
    `${quoted(hours)} are no hours; they are written like 09:00-17:30.`,
  'calendar.backward_hours': ({ hours }: Values) => `${quoted(hours)} closes before it opens.`,
  'calendar.overlapping_hours': ({ first, second }: Values) => `${plain(first)} and ${plain(second)} overlap.`,
} as const

const noticeWords = {
  'notice.not_yet_in_effect': ({ what, of }: Values) =>
    `The ${plain(what)} ${what === 'handoff' ? '' : 'of '}${quoted(of)} is kept with the version and does nothing yet.`,
  'warning.unreachable': ({ stage }: Values) =>
    `Nobody can reach ${plain(stage)}: it requires a stage that comes after it.`,
  'warning.emptied': ({ stage, by }: Values) =>
    `Nobody will stay in ${plain(stage)}: whoever meets its criteria also meets those of ${plain(by)}.`,
  'warning.no_way_out': ({ detour }: Values) =>
    `Nothing leads out of ${plain(detour)}: it has no exit, and no stage takes its contacts back.`,
  'warning.exit_loop': ({ stages }: Values) => `These exits lead round in a circle: ${plain(stages, 'and')}.`,
  'warning.above_cap': ({ score, threshold, cap }: Values) =>
    `The ${plain(score)} score ends at ${shown(cap)}, so it never comes to ${shown(threshold)}.`,
  'warning.elapsed_with_calendar': ({ promise, stretch: given }: Values) =>
    `${stretch(given)} to ${plain(promise)} run through nights and weekends. For working time write wh or wd.`,
} as const

/** Why a contact moved, and why a stage was passed over. */
const moveWords = {
  'cause.rule': () => 'met the criteria',
  'cause.exit': () => 'left by an exit of its stage',
  'cause.person': () => 'was moved by a person',
  'cause.import': () => 'was imported in this stage',
  'cause.crm': () => 'was in this stage in another system',
  'cause.merge': () => 'took the stage of a duplicate',
  'cause.publish': () => 'met the criteria of a new version',
  'no_stage.by_people': () => 'Every stage of the lifecycle is entered by people only.',
  'no_stage.criteria': ({ stage }: Values) => `It does not meet the criteria of ${plain(stage)}, the first stage.`,
  'cause.restate': ({ version, since }: Values) =>
    `was restated${version === null ? '' : ` by version ${plain(version)}`}: under it the contact stands there${since === null ? '' : ` since ${plain(since)}`}`,
  'cause.migrate': ({ stage }: Values) =>
    `was moved by a new version, in which the stage ${quoted(stage)} was renamed or removed`,
  'skipped.manual': ({ stage }: Values) => `${plain(stage)} was passed over: people move contacts there.`,
  'skipped.approval': ({ stage }: Values) => `${plain(stage)} was passed over: nobody had approved.`,
  'skipped.criteria': ({ stage }: Values) => `${plain(stage)} was passed over: its criteria were not met.`,
  'skipped.requires': ({ stage }: Values) => `${plain(stage)} was passed over: a stage that it requires was missing.`,
  'skipped.from': ({ stage }: Values) => `${plain(stage)} was passed over: it cannot be entered from there.`,
  'skipped.passed': ({ stage }: Values) => `${plain(stage)} was passed through at the same moment.`,
} as const

/** The words of every message, in English. */
export const en: Readonly<Record<string, (values: Values) => string>> = {
  ...accountWords,
  ...bulkWords,
  ...criteriaWords,
  ...observedWords,
  ...eventWords,
  ...rulingWords,
  ...faultWords,
  ...calendarWords,
  ...noticeWords,
  ...moveWords,
  ...differenceWords,
  ...importWords,
}
