import type { Threshold } from '../../../../../server/src/domain/lifecycle/thresholds.ts'
import { lifecycleWords } from '../../../words/lifecycle-en.ts'

const { thresholds: text } = lifecycleWords

/** "engagement score, at least": what a number of the document is about. */
export function thresholdLabel({ about, comparison, section, owner }: Threshold): string {
  const isGrade = section === 'scores' && owner === 'grade'
  const what = sayScore(about)
  const how = text.comparison(comparison, isGrade)
  return what === '' ? how : `${what}: ${how}`
}

/** `score`, `engagement` as "engagement score"; what merely counts says only what is counted. */
function sayScore(about: readonly string[]): string {
  const at = about.indexOf('score')
  const score = about[at + 1]
  if (at === -1 || score === undefined) return text.about(about.filter((part) => part !== 'did'))
  const rest = about.filter((_, index) => index !== at && index !== at + 1)
  return [text.about(rest), text.score(text.owner(score))].filter((part) => part !== '').join(', ')
}
