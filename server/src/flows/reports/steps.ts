import { StepsQuery, StepsReport } from '../../contract/reports.ts'
import { AppError } from '../../domain/app-error.ts'
import { kindOf, stepKinds } from '../../domain/reports/event-words.ts'
import { shareOf } from '../../domain/reports/sums.ts'
import { type EventKind, eventKinds } from '../../domain/vocabulary.ts'
import { findSteps } from '../../features/reports/steps.ts'
import { momentsOf } from './frame.ts'
import { overEvents, zoneOf } from './over-events.ts'
import { report } from './report.ts'

export const steps = report({
  name: 'steps',
  says: 'how often which event follows which',
  query: StepsQuery,
  answer: StepsReport,
  async show(ripen, { kinds: asked, since = null, until = null, limit }) {
    const kinds = stepKindsOf(asked)
    const period = momentsOf(await zoneOf(ripen), since, until)
    const found = await overEvents(ripen, (client) => findSteps(client, { kinds, ...period, limit }))
    return {
      since,
      until,
      kinds: [...kinds],
      contacts: found.contacts,
      events: found.events,
      steps: found.steps,
      rows: found.rows.map((row) => ({ ...row, share: shareOf(row.count, found.steps) })),
      more: found.sorts - found.rows.length,
    }
  },
})

/** Kinds that a question names, with commas between. @throws for one that there is not */
export function stepKindsOf(text: string | undefined): readonly EventKind[] {
  if (text === undefined) return stepKinds
  return text.split(',').map((word) => {
    const kind = kindOf(word.trim())
    if (kind === null)
      throw new AppError('invalid', `There is no kind of event “${word.trim()}”. There is ${eventKinds.join(', ')}.`)
    return kind
  })
}
