const DAY = 86_400_000

const headers = [
  'Record ID',
  'First Name',
  'Last Name',
  'Email',
  'Job Title',
  'Company Name',
  'Lifecycle Stage',
  'Original Source',
  'Create Date',
  'Became a Lead Date',
  'Became a Marketing Qualified Lead Date',
  'Became a Sales Qualified Lead Date',
  'Became a Customer Date',
  'Renewal month',
]

const given = ['Grace', 'Margaret', 'Katherine', 'Alan', 'Barbara', 'Edsger', 'Frances', 'Hedy', 'Radia', 'Joan']
const family = ['Hopper', 'Hamilton', 'Johnson', 'Turing', 'Liskov', 'Dijkstra', 'Allen', 'Lamarr']
const sources = ['Organic Search', 'Paid Search', 'Email Marketing', 'Referrals']

/** A file as HubSpot exports it: so many people over the last year, and one row with a day that no calendar has. */
export function hubspotFile(count: number): string {
  const rows = Array.from({ length: count }, (_, index) => rowOf(index))
  const broken = rowOf(count).with(8, '2025-13-45 10:00')
  return [headers, ...rows, broken].map((row) => row.map(quoted).join(',')).join('\r\n')
}

function rowOf(index: number): string[] {
  const name = [given[index % given.length] ?? '', family[(index * 3) % family.length] ?? '']
  const begin = Date.now() - (330 - index * 2.5) * DAY
  const after = (days: number) => new Date(begin + days * DAY).toISOString().slice(0, 16).replace('T', ' ')
  const isMql = index % 2 === 0
  const isSql = index % 4 === 0
  const isCustomer = index % 8 === 0
  const stage = isCustomer ? 'Customer' : isSql ? 'Sales Qualified Lead' : isMql ? 'Marketing Qualified Lead' : 'Lead'
  return [
    String(9000 + index),
    ...name,
    `${name.join('.').toLowerCase()}${index}@company-${index % 12}.example`,
    index % 3 === 0 ? 'Head of Data' : 'Analyst',
    `Company ${index % 12}`,
    stage,
    sources[index % sources.length] ?? '',
    after(0),
    after(1),
    isMql ? after(12) : '',
    isSql ? after(20) : '',
    isCustomer ? after(45) : '',
    index % 5 === 0 ? 'March' : '',
  ]
}

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`
