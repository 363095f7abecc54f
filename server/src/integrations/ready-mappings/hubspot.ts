import { type Columns, given, type MappingInput, type ReadyMapping } from './ready-mapping.ts'

const ids = ['Record ID', 'hs_object_id', 'Record ID - Contact', 'Contact ID']

/** What HubSpot calls where a contact came from, by label and by internal name. */
const sources = {
  'Organic Search': 'organic_search',
  ORGANIC_SEARCH: 'organic_search',
  'Paid Search': 'paid_search',
  PAID_SEARCH: 'paid_search',
  'Email Marketing': 'email',
  EMAIL_MARKETING: 'email',
  'Organic Social': 'organic_social',
  SOCIAL_MEDIA: 'organic_social',
  'Paid Social': 'paid_social',
  PAID_SOCIAL: 'paid_social',
  Referrals: 'referral',
  REFERRALS: 'referral',
  'AI Referrals': 'referral',
  AI_REFERRALS: 'referral',
  'Other Campaigns': 'other_campaigns',
  OTHER_CAMPAIGNS: 'other_campaigns',
  'Direct Traffic': 'direct',
  DIRECT_TRAFFIC: 'direct',
  'Offline Sources': 'offline',
  OFFLINE: 'offline',
}

/** Names of dates on which a stage was entered, the newest generation first: its value stands over those of older ones. */
const stageDates = [
  /^hs_v2_date_entered_(?!current_stage)(.+)$/i,
  /^date entered ["“'](.+?)(?: \(lifecycle stage.*\))?["”']$/i,
  /^date entered (.+?) \(lifecycle stage.*\)$/i,
  /^hs_date_entered_(?!current_stage)(.+)$/i,
  /^hs_lifecyclestage_(.+)_date$/i,
  /^became an? (.+?) date$/i,
]

export const hubspotContacts: ReadyMapping = {
  key: 'hubspot_contacts',
  name: 'HubSpot contacts',
  fits: (columns) =>
    columns.hasAny(...ids) &&
    columns.hasAny('Email', 'First Name', 'firstname', 'Last Name', 'lastname') &&
    (columns.hasAny(
      'Lifecycle Stage',
      'lifecyclestage',
      'Lead Status',
      'hs_lead_status',
      'Contact owner',
      'hubspot_owner_id',
    ) ||
      columns.hasAny('Marketing contact status', 'Create Date', 'createdate')),
  make: (columns) => ({
    import: 1,
    name: 'HubSpot contacts',
    system: 'hubspot',
    contact: {
      ...given('email', emailsOf(columns)),
      ...given('phone', phonesOf(columns)),
      ...given('record', recordOf(columns)),
      ...given('at', columns.find('Create Date', 'createdate')),
      ...given('source', sourceOf(columns)),
      traits: traitsOf(columns),
    },
    ...given('account', accountOf(columns)),
    stages: stagesOf(columns),
    events: conversionsOf(columns),
  }),
}

const emailsOf = (columns: Columns) =>
  several(columns.all('Email', 'Additional email addresses', 'hs_additional_emails'))
const phonesOf = (columns: Columns) =>
  several(columns.all('Phone Number', 'phone', 'Mobile Phone Number', 'mobilephone'))

function several(names: string[]): string | string[] | undefined {
  return names.length > 1 ? names : names[0]
}

function recordOf(columns: Columns) {
  const id = columns.find(...ids)
  return id === undefined ? undefined : { object: 'contact', id }
}

function sourceOf(columns: Columns) {
  const column = columns.find('Original Source', 'Original Traffic Source', 'hs_analytics_source')
  return column === undefined ? undefined : { column, values: sources }
}

function traitsOf(columns: Columns) {
  return {
    ...columns.traits({
      firstName: ['First Name', 'firstname'],
      lastName: ['Last Name', 'lastname'],
      title: ['Job Title', 'jobtitle'],
      city: ['City'],
      state: ['State/Region', 'state'],
      zip: ['Postal Code', 'zip'],
      country: ['Country/Region', 'country'],
      persona: ['Persona', 'hs_persona'],
      owner: ['Contact owner', 'hubspot_owner_id'],
      lead_status: ['Lead Status', 'hs_lead_status'],
      hubspot_lifecycle_stage: ['Lifecycle Stage', 'lifecyclestage'],
    }),
    ...columns.traits({ hubspot_score: ['HubSpot Score', 'hubspotscore'] }, 'number'),
    ...columns.traits({ unsubscribed: ['Unsubscribed from all email', 'hs_email_optout'] }, 'boolean'),
  }
}

function accountOf(columns: Columns): MappingInput['account'] {
  const id = columns.find('Primary Associated Company ID', 'Associated Company IDs', 'associatedcompanyid')
  const name = columns.find('Company Name', 'company', 'Associated Company')
  const website = columns.find('Website URL', 'website')
  const text = columns.traits({ industry: ['Industry'] })
  const numbers = columns.traits(
    { employees: ['Number of Employees', 'numemployees'], annual_revenue: ['Annual Revenue', 'annualrevenue'] },
    'number',
  )
  if (id === undefined && name === undefined && website === undefined) return undefined
  return {
    // Several companies stand in one cell, the primary one first.
    ...given('id', id === undefined ? undefined : { column: id, split: ';' }),
    ...given('name', name === undefined ? undefined : { column: name, split: ';' }),
    ...given('website', website),
    traits: { ...text, ...numbers },
  }
}

function stagesOf(columns: Columns): NonNullable<MappingInput['stages']> {
  const dated = new Map<string, { readonly column: string; readonly generation: number }>()
  for (const column of columns.headers) {
    const generation = stageDates.findIndex((pattern) => pattern.test(column))
    const stage = stageDates[generation]
      ?.exec(column)?.[1]
      ?.toLowerCase()
      .replace(/[^a-z0-9]+/g, '')
    if (stage === undefined) continue
    const known = dated.get(stage)
    if (known === undefined || generation < known.generation) dated.set(stage, { column, generation })
  }
  const present = columns.find('Lifecycle Stage', 'lifecyclestage')
  return [
    ...[...dated].map(([stage, { column }]) => ({ stage: { value: stage }, at: column })),
    ...(present === undefined ? [] : [{ stage: present }]),
  ]
}

function conversionsOf(columns: Columns): NonNullable<MappingInput['events']> {
  const pairs = [
    [
      ['First Conversion', 'first_conversion_event_name'],
      ['First Conversion Date', 'first_conversion_date'],
    ],
    [
      ['Recent Conversion', 'recent_conversion_event_name'],
      ['Recent Conversion Date', 'recent_conversion_date'],
    ],
  ] as const
  return pairs.flatMap(([names, dates]) => {
    const [name, at] = [columns.find(...names), columns.find(...dates)]
    return name === undefined || at === undefined ? [] : [{ kind: 'conversion' as const, name, at }]
  })
}
