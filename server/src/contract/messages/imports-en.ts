import { list, plain, quoted, shown, type Values } from './phrases.ts'

const times = (count: Values[string] | undefined, one: string, many: string) =>
  `${shown(count)} ${count === 1 ? one : many}`

/** Why a row of a file was not taken. */
const rowWords = {
  'import.nobody': ({ text }: Values) =>
    text === ''
      ? 'The row names nobody: it has no address, number or id.'
      : `${quoted(text)} names nobody that can be told apart.`,
  'import.date_unreadable': ({ column, text }: Values) =>
    `${quoted(text)} in the column ${quoted(column)} is in none of the formats that dates here have. Say under \`dates\` how they are written, such as M/D/YYYY.`,
  'import.date_ambiguous': ({ column, text }: Values) =>
    `${quoted(text)} in the column ${quoted(column)} can be two different days. Say under \`dates\` how they are written: M/D/YYYY or D/M/YYYY.`,
  'import.date_in_future': ({ column, text }: Values) =>
    `${quoted(text)} in the column ${quoted(column)} lies in the future.`,
  'import.date_too_old': ({ column, text }: Values) =>
    `${quoted(text)} in the column ${quoted(column)} lies before 1970.`,
  'import.cell_too_long': ({ column, longest }: Values) =>
    `The cell in the column ${quoted(column)} is longer than ${shown(longest)} characters.`,
  'import.not_number': ({ column, text }: Values) => `${quoted(text)} in the column ${quoted(column)} is no number.`,
  'import.not_boolean': ({ column, text }: Values) =>
    `${quoted(text)} in the column ${quoted(column)} is neither yes nor no.`,
  'import.not_date': ({ column, text }: Values) =>
    `${quoted(text)} in the column ${quoted(column)} is no date that can be read in one way only.`,
  'import.not_deal_state': ({ text }: Values) =>
    `${quoted(text)} is no state of a deal: open, won or lost. Say under \`values\` which it is.`,
  'import.not_amount': ({ text }: Values) => `${quoted(text)} is no amount of money.`,
  'import.left_out': ({ column }: Values) => `The mapping leaves rows out by the column ${quoted(column)}.`,
  'import.short': ({ cells, width }: Values) => `The row has ${shown(cells)} of ${shown(width)} cells.`,
  'import.long': ({ cells, width }: Values) => `The row has ${shown(cells)} cells, and the header ${shown(width)}.`,
  'import.cut': () => 'The file ends within this row: a quote is not closed.',
  'import.not_json': () => 'The line is no JSON object.',
} as const

/** What is wrong with a mapping. */
const mappingWords = {
  'import.no_column': ({ column, nearest, headers }: Values) =>
    `The file has no column ${quoted(column)}.${typeof nearest === 'string' ? ` Did you mean ${quoted(nearest)}?` : ` It has ${quoted(list(headers), 'and')}.`}`,
  'import.no_identity': () =>
    'Nothing says whom a row is about: name a column for user_id, email, phone, anonymous_id or record.',
  'import.unknown_format': ({ formats }: Values) =>
    `${quoted(formats, 'and')} is no way to write dates; such are M/D/YYYY, DD.MM.YYYY, YYYY-MM-DD HH:mm.`,
} as const

/** What was noticed in a file and hinders nothing. */
const noticeWords = {
  'import.notice.unknown_stage': ({ about, count }: Values) =>
    `The lifecycle has no stage ${quoted(about)}: ${times(count, 'row was', 'rows were')} taken without it.`,
  'import.notice.clock_gap': ({ about, count }: Values) =>
    `${times(count, 'time lies', 'times lie')} in an hour that the clocks skipped (${plain(about)}) and became the moment after it.`,
  'import.notice.clock_twice': ({ about, count }: Values) =>
    `${times(count, 'time lies', 'times lie')} in an hour that the clocks showed twice (${plain(about)}); the first was taken.`,
  'import.notice.zone_assumed': ({ about, count }: Values) =>
    `The times of ${times(count, 'row name', 'rows name')} no zone and were read as ${plain(about)}.`,
  'import.notice.address': ({ about, count }: Values) =>
    `${times(count, 'address or id is', 'addresses or ids are')} none that can be used (${plain(about)}) and ${count === 1 ? 'was' : 'were'} left out.`,
  'import.notice.footer': ({ count }: Values) =>
    `${times(count, 'line', 'lines')} of the report's footer ${count === 1 ? 'was' : 'were'} left out.`,
  'import.notice.header': ({ count }: Values) =>
    `The header came again ${times(count, 'time', 'times')}: the file was joined from several.`,
  'import.notice.columns': ({ about }: Values) =>
    `The column ${quoted(about)} is there more than once; the later ones are called ${quoted(`${String(about)} (2)`)} and so on.`,
} as const

export const importWords = { ...rowWords, ...mappingWords, ...noticeWords } as const
