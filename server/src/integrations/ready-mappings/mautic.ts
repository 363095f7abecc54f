import { given, type ReadyMapping } from './ready-mapping.ts'

export const mauticContacts: ReadyMapping = {
  key: 'mautic_contacts',
  name: 'Mautic contacts',
  fits: (columns) =>
    columns.has('id', 'firstname', 'email') &&
    columns.hasAny('points', 'last_active', 'date_identified', 'attribution_date'),
  make: (columns) => ({
    import: 1,
    name: 'Mautic contacts',
    system: 'mautic',
    contact: {
      email: columns.find('email') ?? 'email',
      phone: columns.all('phone', 'mobile'),
      record: { object: 'contact', id: columns.find('id') ?? 'id' },
      ...given('at', columns.find('date_added', 'dateAdded', 'date_identified', 'dateIdentified')),
      traits: {
        ...columns.traits({
          firstName: ['firstname'],
          lastName: ['lastname'],
          title: ['position'],
          city: ['city'],
          state: ['state'],
          zip: ['zipcode'],
          country: ['country'],
          locale: ['preferred_locale'],
          timezone: ['timezone'],
          owner: ['owner', 'ownername'],
          mautic_stage: ['stage'],
        }),
        ...columns.traits({ points: ['points'] }, 'number'),
      },
    },
    account: { ...given('name', columns.find('company')), ...given('website', columns.find('website')) },
    stages: columns.has('stage') ? [{ stage: columns.find('stage') ?? 'stage' }] : [],
  }),
}
