import { askApi } from './ask-api.ts'

/**
 * Asks the teams of the preset to agree to another promise of sales, as somebody who may change the lifecycle.
 *
 * @returns the id of what they are asked
 */
export async function askedAgreement(url: string, cookie: string): Promise<string> {
  const ask = askApi(url, cookie)
  const { document } = await ask<{ document: string }>('GET', '/lifecycle')
  const draft = await ask<{ id: string }>('POST', '/drafts', {
    name: 'Sales has more time',
    document: document.replace('accept: 4wh', 'accept: 8wh'),
  })
  const message = 'Friday afternoons are short.'
  return (await ask<{ id: string }>('POST', `/drafts/${draft.id}/proposal`, { message })).id
}
