import { setTimeout as wait } from 'node:timers/promises'
import { askApi } from './ask-api.ts'

const LONGEST = 300

/** Has it foreseen what a move of everybody in a stage would do. @returns the id of the bulk action, which waits to be started */
export async function plannedBulk(url: string, cookie: string): Promise<string> {
  const ask = askApi(url, cookie)
  const { id } = await ask<{ id: string }>('POST', '/bulk-actions', {
    selection: { behind: { stage: 'lead' } },
    work: { do: 'move', to: 'disqualified', reason: 'spam' },
  })
  for (let looks = 0; looks < LONGEST; looks++) {
    const { state } = await ask<{ state: string }>('GET', `/bulk-actions/${id}`)
    if (state === 'planned') return id
    await wait(100)
  }
  throw new Error('What a bulk action would do was not foreseen.')
}
