const DAY = 86_400_000

/** A text that would change the page if any page took it for markup. */
export const SCRIPT = '<img data-planted src=x onerror="window.harmed=1"><script data-planted>window.harmed=1</script>'

const message = (ago: number, type: string, rest: object): object => ({
  type,
  timestamp: new Date(Date.now() - ago).toISOString(),
  messageId: crypto.randomUUID(),
  ...rest,
})

/** Mallory wrote script into everything that people can fill in, and a book, as long as one may be, into one trait. */
export function storyOfMallory(): object[] {
  const userId = 'mallory'
  const track = (days: number, event: string, properties: object) =>
    message(days * DAY, 'track', { userId, event, properties })
  return [
    message(9 * DAY, 'page', {
      userId,
      name: SCRIPT,
      properties: { path: `/${SCRIPT}`, title: SCRIPT, referrer: SCRIPT },
      context: {
        campaign: { source: SCRIPT, medium: SCRIPT, name: SCRIPT },
        page: { title: SCRIPT, referrer: SCRIPT },
      },
    }),
    message(8 * DAY, 'identify', {
      userId,
      traits: {
        email: 'mallory@script.example',
        name: SCRIPT,
        title: SCRIPT,
        owner: SCRIPT,
        country: SCRIPT,
        [SCRIPT]: SCRIPT,
        book: 'word '.repeat(5_000),
      },
    }),
    message(7 * DAY, 'group', { userId, groupId: SCRIPT, traits: { name: SCRIPT, industry: SCRIPT, owner: SCRIPT } }),
    track(6, SCRIPT, { [SCRIPT]: SCRIPT }),
    track(5, 'Form Submitted', {
      form: SCRIPT,
      offer: 'top',
      fields: ['email', SCRIPT],
      answers: { budget: SCRIPT, [SCRIPT]: [SCRIPT] },
    }),
    track(5, 'Content Downloaded', { title: SCRIPT }),
    track(4, 'Email Clicked', { subject: SCRIPT, link: SCRIPT }),
    track(4, 'Opportunity Created', { id: SCRIPT, name: SCRIPT, amount: '9000', currency: 'EUR', step: SCRIPT }),
    track(3, 'Form Submitted', { form: 'demo', offer: 'bottom', fields: ['email', 'name'], comment: SCRIPT }),
  ]
}

/** Another with the name and company of Mallory, so that the two are proposed as duplicates. */
export function storyOfTwin(): object[] {
  const userId = 'mallory-again'
  return [
    message(2 * DAY, 'identify', {
      userId,
      traits: { email: 'mal.lory@script.example', name: SCRIPT, company: SCRIPT },
    }),
    message(2 * DAY, 'track', { userId, event: 'Subscribed', properties: { list: SCRIPT } }),
  ]
}

/** What is refused, and kept to be looked at: an event that a public key may not send, and a trait of 100 kB. */
export function refusedScript(): object[] {
  return [
    { type: 'track', event: 'Opportunity Won', userId: SCRIPT, properties: { id: SCRIPT, note: SCRIPT } },
    { type: 'identify', userId: 'mallory', traits: { library: 'book '.repeat(20_000), [SCRIPT]: SCRIPT } },
  ]
}
