/** Asks the API as somebody who is signed in. @throws where it is refused */
export function askApi(url: string, cookie: string) {
  return async <Answer>(method: string, path: string, body?: object): Promise<Answer> => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { cookie, origin: url, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${path} was refused: ${response.status} ${await response.text()}`)
    return (await response.json()) as Answer
  }
}
