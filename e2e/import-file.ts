import type { SignedIn } from '../server/src/testing/signed-in.ts'

/** Imports a file as the page does, with the mapping that is proposed, and waits for its end. @returns the import's id */
export async function importFile(
  url: string,
  { headers }: Pick<SignedIn, 'headers'>,
  file: { readonly name: string; readonly text: string },
): Promise<string> {
  const ask = async <Answer>(method: string, path: string, body?: object | string): Promise<Answer> => {
    const type = typeof body === 'string' ? 'application/octet-stream' : 'application/json'
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': type }) },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as Answer
  }
  const upload = await ask<{ id: string }>('POST', '/import-files', { name: file.name })
  await ask('PUT', `/import-files/${upload.id}/content?offset=0`, file.text)
  const preview = await ask<{ mapping: string; reading?: object }>('GET', `/import-files/${upload.id}/preview`)
  const { id } = await ask<{ id: string }>('POST', '/imports', { file: upload.id, mapping: preview.mapping })
  for (;;) {
    const { state } = await ask<{ state: string }>('GET', `/imports/${id}`)
    if (state !== 'running') return id
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
