import { type Columns, given, type ReadyMapping } from './ready-mapping.ts'

/** What several values in one cell of Google are joined by. */
const SPLIT = ':::'

const valuesOf = (columns: Columns, pattern: RegExp) =>
  columns.headers.filter((header) => pattern.test(header)).map((column) => ({ column, split: SPLIT }))

export const googleContacts: ReadyMapping = {
  key: 'google_contacts',
  name: 'Google Contacts',
  fits: (columns) =>
    columns.hasAny('E-mail 1 - Value', 'Phone 1 - Value') && columns.hasAny('First Name', 'Given Name', 'Name'),
  make: (columns) => {
    const labels = columns.find('Labels', 'Group Membership')
    return {
      import: 1,
      name: 'Google Contacts',
      system: 'google',
      contact: {
        email: valuesOf(columns, /^e-mail \d+ - value$/i),
        phone: valuesOf(columns, /^phone \d+ - value$/i),
        traits: {
          ...columns.traits({
            firstName: ['First Name', 'Given Name'],
            lastName: ['Last Name', 'Family Name'],
            title: ['Organization Title', 'Organization 1 - Title'],
            city: ['Address 1 - City'],
            state: ['Address 1 - Region'],
            zip: ['Address 1 - Postal Code'],
            country: ['Address 1 - Country'],
          }),
          ...(labels === undefined ? {} : { labels: { column: labels, type: 'list' as const, split: SPLIT } }),
        },
      },
      account: {
        ...given('name', columns.find('Organization Name', 'Organization 1 - Name')),
        ...given('website', columns.find('Website 1 - Value')),
      },
    }
  },
}

export const outlookContacts: ReadyMapping = {
  key: 'outlook_contacts',
  name: 'Outlook contacts',
  fits: (columns) => columns.has('E-mail Address') && columns.hasAny('Business Phone', 'Home Phone', 'Mobile Phone'),
  make: (columns) => ({
    import: 1,
    name: 'Outlook contacts',
    system: 'outlook',
    contact: {
      email: columns.all('E-mail Address', 'E-mail 2 Address', 'E-mail 3 Address'),
      phone: columns.all(
        'Mobile Phone',
        'Business Phone',
        'Business Phone 2',
        'Primary Phone',
        'Home Phone',
        'Home Phone 2',
        'Other Phone',
      ),
      traits: columns.traits({
        firstName: ['First Name'],
        lastName: ['Last Name'],
        title: ['Job Title'],
        city: ['Business City', 'Home City'],
        state: ['Business State', 'Home State'],
        zip: ['Business Postal Code', 'Home Postal Code'],
        country: ['Business Country/Region', 'Home Country/Region', 'Business Country'],
      }),
    },
    account: { ...given('name', columns.find('Company')), ...given('website', columns.find('Web Page')) },
  }),
}
