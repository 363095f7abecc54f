const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A message of the Segment protocol about something that happened `ago` milliseconds before now. */
function message(ago: number, type: string, rest: object): object {
  return { type, timestamp: new Date(Date.now() - ago).toISOString(), messageId: crypto.randomUUID(), ...rest }
}

/** Ada, from her first page to a request for a demo: subscriber, lead, engaged, qualified. */
export function storyOfAda(): object[] {
  const userId = 'ada'
  const visitor = { userId, anonymousId: 'browser-of-ada' }
  const page = (ago: number, path: string, campaign?: object) =>
    message(ago, 'page', {
      ...visitor,
      properties: { path, url: `https://ripen.example${path}` },
      context: { page: { path, url: `https://ripen.example${path}` }, ...(campaign === undefined ? {} : { campaign }) },
    })
  const track = (ago: number, event: string, properties: object, more: object = {}) =>
    message(ago, 'track', { ...visitor, event, properties, ...more })
  const brand = { source: 'google', medium: 'cpc', name: 'brand' }
  const traits = {
    email: 'ada@acme.example',
    name: 'Ada Lovelace',
    title: 'Head of Data',
    country: 'Germany',
    useCase: 'Score hand-raisers',
  }
  return [
    page(45 * DAY, '/blog/what-is-an-mql', { source: 'linkedin', medium: 'social', name: 'handbook' }),
    message(44 * DAY, 'identify', { ...visitor, traits: { email: traits.email } }),
    track(44 * DAY - MINUTE, 'Subscribed', { list: 'newsletter' }),
    page(42 * DAY, '/guide'),
    track(42 * DAY - 2 * MINUTE, 'Form Submitted', { form: 'Buyer’s guide', offer: 'top', fields: ['email', 'name'] }),
    message(42 * DAY - 2 * MINUTE, 'identify', { ...visitor, traits }),
    message(42 * DAY - 2 * MINUTE, 'group', {
      ...visitor,
      groupId: 'acme',
      traits: { name: 'Acme', employees: 120, website: 'https://acme.example' },
    }),
    page(31 * DAY, '/resources/handbook'),
    track(31 * DAY - 3 * MINUTE, 'Content Downloaded', { title: 'The lead lifecycle handbook' }),
    track(12 * DAY, 'Webinar Attended', { title: 'What an MQL costs' }),
    ...['/', '/docs/scores', '/docs/start', '/pricing'].map((path, index) => page(3 * DAY - index * 4 * MINUTE, path)),
    track(27 * HOUR, 'Email Opened', { subject: 'Lifecycle benchmarks' }),
    track(26 * HOUR, 'Email Clicked', { subject: 'Lifecycle benchmarks' }),
    page(140 * MINUTE, '/pricing', brand),
    page(137 * MINUTE, '/customers'),
    page(134 * MINUTE, '/demo'),
    track(132 * MINUTE, 'Form Submitted', { form: 'demo', fields: ['email', 'name', 'company'] }),
  ]
}

const given = [
  'Grace',
  'Margaret',
  'Katherine',
  'Alan',
  'Barbara',
  'Edsger',
  'Frances',
  'Hedy',
  'Radia',
  'Joan',
  'Sophie',
]
const family = ['Hopper', 'Hamilton', 'Johnson', 'Turing', 'Liskov', 'Dijkstra', 'Allen', 'Lamarr', 'Perlman', 'Clarke']
const companies = [
  'Northwind',
  'Globex',
  'Initech',
  'Umbrella Health',
  'Stark Logistics',
  'Vandelay Imports',
  'Wonka Sweets',
  'Tyrell Optics',
]
const sources = ['google', 'linkedin', 'newsletter', 'partner', 'bing']

/** Further people, spread over the stages: every third a lead, some engaged, some qualified, few customers. */
export function storyOfOthers(count: number): object[] {
  return Array.from({ length: count }, (_, index) => storyOfOne(index)).flat()
}

function storyOfOne(index: number): object[] {
  const start = (2 + index * 0.8) * DAY
  const name = `${given[index % given.length]} ${family[(index * 7) % family.length]}`
  const company = companies[(index * 5) % companies.length] ?? ''
  const domain = `${company.toLowerCase().replaceAll(' ', '')}.example`
  const userId = `person-${index}`
  const email = `${name.toLowerCase().replace(' ', '.')}${index}@${domain}`
  const campaign = { source: sources[(index * 3) % sources.length], medium: 'referral', name: 'autumn' }
  const track = (ago: number, event: string, properties: object) => message(ago, 'track', { userId, event, properties })
  const steps = [
    track(start - 10 * MINUTE, 'Subscribed', { list: 'newsletter' }),
    ...(index % 3 === 0 ? [track(start - HOUR, 'Form Submitted', { form: 'guide', fields: ['email', 'name'] })] : []),
    ...(index % 4 === 0 ? [track(start - 2 * HOUR, 'Content Downloaded', { title: 'Handbook' })] : []),
    ...(index % 6 === 0
      ? [track(start - 5 * HOUR, 'Form Submitted', { form: 'demo', fields: ['email', 'name'] })]
      : []),
    ...(index % 10 === 0 ? [track(start - 9 * HOUR, 'Opportunity Created', { id: `o-${index}`, amount: '9000' })] : []),
    ...(index % 20 === 0 ? [track(start - 20 * HOUR, 'Opportunity Won', { id: `o-${index}`, amount: '9000' })] : []),
  ]
  return [
    message(start, 'page', { userId, properties: { path: '/' }, context: { page: { path: '/' }, campaign } }),
    message(start - MINUTE, 'identify', { userId, traits: { email, ...(index % 9 === 4 ? {} : { name }) } }),
    message(start - 2 * MINUTE, 'group', { userId, groupId: domain, traits: { name: company, employees: 30 + index } }),
    ...steps,
  ]
}
