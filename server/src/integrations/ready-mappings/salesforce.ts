import { type Columns, given, type ReadyMapping } from './ready-mapping.ts'

/** Ids of 18 characters are those of 15 with a check behind them. */
const ID_LENGTH = 15
const record = (id: string) => ({ object: 'record', id, characters: ID_LENGTH })
const yes = [1, 'true', 'yes']

/** Reports show days as the reader's own settings have them; those of the United States are the ones that Salesforce begins with. */
const dates = ['M/D/YYYY', 'D.M.YYYY', 'YYYY-M-D']
const empty = ['[not provided]']

export const salesforceLeads: ReadyMapping = {
  key: 'salesforce_leads',
  name: 'Salesforce leads (data export)',
  fits: (columns) => columns.has('Id', 'LastName') && columns.hasAny('LeadSource', 'IsConverted', 'ConvertedDate'),
  make: (columns) => {
    const records = columns.all('Id', 'MasterRecordId', 'ConvertedContactId').map(record)
    const deal = columns.find('ConvertedOpportunityId')
    const id = columns.find('ConvertedAccountId')
    return {
      import: 1,
      name: 'Salesforce leads (data export)',
      system: 'salesforce',
      timezone: 'UTC',
      empty,
      ...given('skip', deletedOf(columns)),
      contact: {
        ...given('email', columns.find('Email')),
        phone: columns.all('Phone', 'MobilePhone'),
        record: records,
        ...given('at', columns.find('CreatedDate')),
        ...given('source', columns.find('LeadSource')),
        traits: {
          ...columns.traits({
            firstName: ['FirstName'],
            lastName: ['LastName'],
            title: ['Title'],
            city: ['City'],
            state: ['State'],
            zip: ['PostalCode'],
            country: ['Country'],
            lead_status: ['Status'],
            rating: ['Rating'],
            owner: ['OwnerId'],
            email_bounced: ['EmailBouncedReason'],
          }),
          ...columns.traits({ unsubscribed: ['HasOptedOutOfEmail'], do_not_call: ['DoNotCall'] }, 'boolean'),
        },
      },
      account: {
        ...given('id', id === undefined ? undefined : id),
        ...given('name', columns.find('Company')),
        ...given('website', columns.find('Website')),
        traits: {
          ...columns.traits({ industry: ['Industry'] }),
          ...columns.traits({ employees: ['NumberOfEmployees'], annual_revenue: ['AnnualRevenue'] }, 'number'),
        },
      },
      opportunities:
        deal === undefined
          ? []
          : [{ id: deal, state: { value: 'open' }, ...given('at', columns.find('ConvertedDate')), when: deal }],
    }
  },
}

/** A lead that was deleted by a merge stands for the one that stayed; any other is gone. */
function deletedOf(columns: Columns) {
  const [deleted, master] = [columns.find('IsDeleted'), columns.find('MasterRecordId')]
  if (deleted === undefined) return undefined
  return { all: [{ column: deleted, is: yes }, ...(master === undefined ? [] : [{ column: master, is: '' }])] }
}

export const salesforceLeadsReport: ReadyMapping = {
  key: 'salesforce_leads_report',
  name: 'Salesforce leads (report)',
  fits: (columns) =>
    !columns.has('Campaign Name') &&
    columns.hasAny('Last Name', 'Email') &&
    (columns.hasAny('Lead Owner', 'Lead ID') || columns.has('Lead Source', 'Lead Status')),
  make: (columns) => ({
    import: 1,
    name: 'Salesforce leads (report)',
    system: 'salesforce',
    dates,
    empty,
    contact: {
      ...given('email', columns.find('Email')),
      phone: columns.all('Phone', 'Mobile'),
      ...given('record', columns.all('Lead ID').map(record)[0]),
      ...given('at', columns.find('Create Date', 'Created Date')),
      ...given('source', columns.find('Lead Source')),
      traits: columns.traits({
        firstName: ['First Name'],
        lastName: ['Last Name'],
        title: ['Title'],
        city: ['City'],
        state: ['State/Province', 'State'],
        country: ['Country'],
        lead_status: ['Lead Status'],
        rating: ['Rating'],
        owner: ['Lead Owner'],
      }),
    },
    account: {
      ...given('name', columns.find('Company / Account', 'Company')),
      ...given('website', columns.find('Website')),
    },
  }),
}

export const salesforceCampaignMembers: ReadyMapping = {
  key: 'salesforce_campaign_members',
  name: 'Salesforce campaign members (report)',
  fits: (columns) =>
    columns.has('Campaign Name') && columns.hasAny('Member Status', 'Campaign Member ID', 'Campaign Member Status'),
  make: (columns) => ({
    import: 1,
    name: 'Salesforce campaign members (report)',
    system: 'salesforce',
    dates,
    empty,
    contact: {
      ...given('email', columns.find('Email')),
      phone: columns.all('Phone', 'Mobile'),
      record: columns.all('Related Record ID', 'Lead ID', 'Contact ID').map(record),
      traits: columns.traits({
        firstName: ['First Name'],
        lastName: ['Last Name'],
        title: ['Title'],
        country: ['Country'],
        owner: ['Lead/Contact Owner', 'Lead Owner'],
      }),
    },
    account: given('name', columns.find('Company / Account', 'Company')),
    events: respondedOf(columns),
  }),
}

function respondedOf(columns: Columns) {
  const [at, responded] = [columns.find('First Responded Date'), columns.find('Responded')]
  if (at === undefined) return []
  return [
    {
      name: { value: 'Campaign Responded' },
      at,
      ...given('when', responded === undefined ? undefined : { column: responded, is: yes }),
      ...given('id', columns.find('Campaign Member ID')),
      properties: columns.traits({ campaign: ['Campaign Name'], status: ['Member Status', 'Campaign Member Status'] }),
    },
  ]
}
