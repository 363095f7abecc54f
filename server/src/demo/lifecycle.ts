import { b2b } from '../domain/lifecycle/presets/b2b.ts'
import { guides } from './conversions.ts'
import { RIVALS } from './people.ts'

const guidePoints = guides.map(
  (guide) =>
    `  guide-${guide}: { name: "Guide: ${guide.replaceAll('-', ' ')}", offer: top, gives: [email, name, company] }\n`,
)

/** Fernhill's lifecycle: the preset b2b, with the company's name, its competitors and its forms. The criteria are the preset's. */
export const demoLifecycle = replaced(
  replaced(
    replaced(b2b, 'name: B2B\n', 'name: Fernhill (demo)\n'),
    'competitors: [rival.example]',
    `competitors: [${RIVALS.join(', ')}]`,
  ),
  'points:\n',
  `points:\n${guidePoints.join('')}  webinar: { name: Webinar, offer: middle, gives: [email, name, company] }\n`,
)

function replaced(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`The preset b2b has no “${from.trim()}” any more.`)
  return text.replace(from, to)
}
