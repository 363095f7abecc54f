import { readColumn } from '../contract/contact-columns.ts'
import type { ContactItem, ContactsQuery } from '../contract/contacts.ts'
import type { ExportQuery } from '../contract/export-contacts.ts'
import { AppError } from '../domain/app-error.ts'
import type { Actor, Time } from '../domain/facts.ts'
import { stageNames } from '../domain/lifecycle/stage-names.ts'
import { audit } from '../features/audit/audit.ts'
import type { Visible } from '../features/contacts/visible.ts'
import { csvLine } from '../integrations/tables/csv-line.ts'
import { presentLens } from './browse-contacts.ts'
import { browseVisible } from './browse-visible.ts'
import type { Ripen } from './ripen.ts'
import { withColumns } from './show-columns.ts'

export interface ExportRequest {
  readonly query: ExportQuery
  readonly visible: Visible
  readonly by: Actor
  /** Most rows, and the moment by which it must be done (default: without end). */
  readonly most?: number
  readonly until?: Time
}

/** Contacts read at once. */
const PAGE = 200

/** What a file tells where no columns are asked for: enough to bring it into another system, or back. */
const STANDARD = [
  'id',
  'trait:firstName',
  'trait:lastName',
  'name',
  'email',
  'trait:phone',
  'trait:title',
  'account',
  'stage',
  'since',
  'owner',
  'source',
  'created',
  'active',
  'grade',
]

/** Headers by which an import of HubSpot's own files finds the columns again. */
const HEADERS: Readonly<Record<string, string>> = {
  id: 'Record ID',
  'trait:firstName': 'First Name',
  'trait:lastName': 'Last Name',
  name: 'Name',
  email: 'Email',
  'trait:phone': 'Phone Number',
  'trait:title': 'Job Title',
  'trait:city': 'City',
  'trait:state': 'State/Region',
  'trait:zip': 'Postal Code',
  'trait:country': 'Country/Region',
  account: 'Company Name',
  'account:industry': 'Industry',
  'account:employees': 'Number of Employees',
  'account:annual_revenue': 'Annual Revenue',
  stage: 'Lifecycle Stage',
  level: 'Level',
  since: 'In stage since',
  reason: 'Reason',
  owner: 'Contact owner',
  source: 'Original Source',
  origin: 'Origin',
  campaign: 'Campaign',
  country: 'Country',
  created: 'Create Date',
  active: 'Last Activity Date',
  grade: 'Grade',
}

/**
 * The contacts that a list shows, as the lines of a CSV file: page by page, so that however long the list is, only a page of it is in
 * memory. A first page that cannot be read is told before a line is given out. Whoever stops reading stops the export.
 */
export async function exportContacts(ripen: Ripen, request: ExportRequest): Promise<AsyncGenerator<string>> {
  const names = request.query.columns ?? STANDARD
  const { program } = await presentLens(ripen, request.query.track)
  const nameOf = program === null ? (stage: string) => stage : stageNames(program.document)
  const first = await readPage(ripen, request, names, null)
  const { most = Number.POSITIVE_INFINITY } = request
  const { total, counting } = first
  if (counting !== undefined)
    throw new AppError('conflict', 'Who fits this filter is still being found. Export it when the list is whole.')
  if (total.exact && total.count > most)
    throw new AppError(
      'unprocessable',
      `${total.count.toLocaleString('en')} contacts are more than the ${most.toLocaleString('en')} of one file. Narrow the list, or take them with \`ripen contacts export\`.`,
    )
  return lines(ripen, request, { names, nameOf, first })
}

interface Beginning {
  readonly names: readonly string[]
  readonly nameOf: (stage: string) => string
  readonly first: Awaited<ReturnType<typeof readPage>>
}

async function* lines(
  ripen: Ripen,
  request: ExportRequest,
  { names, nameOf, first }: Beginning,
): AsyncGenerator<string> {
  const { query, most = Number.POSITIVE_INFINITY, until = Number.POSITIVE_INFINITY } = request
  let rows = 0
  let whole = false
  try {
    yield `${query.bom === 'yes' ? '\uFEFF' : ''}${csvLine(names.map(headerOf))}`
    for (let page = first; ; page = await readPage(ripen, request, names, page.next)) {
      rows += page.items.length
      if (rows > most) throw new AppError('unprocessable', `The list is longer than the ${most} rows of one file.`)
      if (page.items.length > 0) yield page.items.map((item) => csvLine(cellsOf(item, names, nameOf))).join('')
      if (page.next === null) break
      // A file that ends too soon must not look like a whole one: whoever downloads it is told by the broken connection.
      if (ripen.now() > until) throw new AppError('unprocessable', 'The export took too long and was ended.')
    }
    whole = true
  } finally {
    const { columns: _, bom: __, ...behind } = query
    const after = { behind, columns: names, rows, whole }
    await audit(ripen.db.pool, { by: request.by, action: 'contact.exported', after }, ripen.now())
  }
}

function headerOf(name: string): string {
  const known = HEADERS[name]
  if (known !== undefined) return known
  const column = readColumn(name)
  if (column?.kind === 'account') return `Company ${column.name}`
  return column?.kind === 'score' ? `Score ${column.name}` : (column?.name ?? name)
}

async function readPage(
  ripen: Ripen,
  { query, visible }: ExportRequest,
  columns: readonly string[],
  cursor: string | null,
) {
  const { bom: _, ...behind } = query
  const asked: ContactsQuery = { ...behind, limit: PAGE, ...(cursor === null ? {} : { cursor }) }
  const page = await browseVisible(ripen, asked, visible)
  return withColumns(ripen, page, { columns, track: query.track })
}

function cellsOf({ values = {} }: ContactItem, names: readonly string[], nameOf: (stage: string) => string) {
  return names.map((name) => {
    const value = values[name] ?? null
    return name === 'stage' && typeof value === 'string' ? nameOf(value) : value
  })
}
