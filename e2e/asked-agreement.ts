/**
 * Asks the teams of the preset to agree to another promise of sales, as somebody who may change the lifecycle.
 *
 * @returns the id of what they are asked
 */
export async function askedAgreement(url: string, cookie: string): Promise<string> {
  const ask = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { cookie, origin: url, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${path} was refused: ${response.status} ${await response.text()}`)
    return (await response.json()) as { readonly id: string; readonly document: string }
  }
  const { document } = await ask('GET', '/lifecycle')
  const draft = await ask('POST', '/drafts', {
    name: 'Sales has more time',
    document: document.replace('accept: 4wh', 'accept: 8wh'),
  })
  const message = 'Friday afternoons are short.'
  return (await ask('POST', `/drafts/${draft.id}/proposal`, { message })).id
}
