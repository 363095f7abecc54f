import type { MergePreview } from '../../../../server/src/contract/contact-edit.ts'
import type { ContactDetail } from '../../../../server/src/contract/contacts.ts'
import { exactText } from '../../components/moment.ts'
import { sourceName } from '../../components/source-name.ts'
import { contactEditWords } from '../../words/contact-edit-en.ts'
import { traitName, traitText } from '../contact/trait-words.ts'

export interface CompareRow {
  readonly what: string
  readonly one: string
  readonly other: string
  readonly together: string
  /** Whose value it is together: null where both say the same, or where it is of both. */
  readonly from: 'one' | 'other' | null
}

const text = contactEditWords.merge.rows

/** What is known of two contacts and of both as one, line by line; what nobody tells is left out. */
export function compareRows(
  { survivor, other, merged }: MergePreview,
  stageName: (stage: string) => string,
): readonly CompareRow[] {
  const row = (what: string, read: (contact: ContactDetail) => string): CompareRow => {
    const [one, two, together] = [read(survivor), read(other), read(merged)]
    const from = one === two ? null : together === one ? 'one' : together === two ? 'other' : null
    return { what, one, other: two, together, from }
  }
  const stageOf = ({ positions: [position] }: ContactDetail) =>
    position === undefined ? '' : stageName(position.stage)
  const traits = [...new Set([survivor, other].flatMap((contact) => Object.keys(contact.traits)))].sort()
  const scores = [...new Set([survivor, other, merged].flatMap((contact) => Object.keys(contact.scores)))]
  return [
    row(text.name, ({ name }) => name ?? ''),
    row(text.email, ({ email }) => email ?? ''),
    row(text.company, ({ account }) => account?.name ?? ''),
    row(text.stage, stageOf),
    row(text.source, ({ source }) => (source === null ? '' : sourceName(source))),
    ...scores.map((score) => row(text.score(score), (contact) => String(contact.scores[score] ?? ''))),
    row(text.identities, ({ identities }) =>
      identities.map(({ kind, value }) => `${contactEditWords.kinds[kind]}: ${value}`).join('\n'),
    ),
    row(text.created, ({ createdAt }) => exactText(Date.parse(createdAt))),
    ...traits
      .filter((trait) => trait !== 'email' && trait !== 'name')
      .map((trait) =>
        row(traitName(trait), (contact) =>
          contact.traits[trait] === undefined ? '' : traitText(contact.traits[trait]),
        ),
      ),
  ].filter(({ one, other: two, together }) => one !== '' || two !== '' || together !== '')
}
