import type { JsonObject } from '../server/src/domain/json.ts'
import { saveSegments, segmentKeys, WHERE } from './filters.ts'
import { type Asked, measureAll, onMillion } from './million-app.ts'

/** Most ms of CPU that a page may cost. */
const LIMIT = 20
const DEEP = 200

/** CPU of a page of 50 contacts among a million, in the server and in PostgreSQL. */
export function benchLists(): Promise<Readonly<Record<string, unknown>>> {
  const rounds = Number(process.env['RIPEN_BENCH_ROUNDS'] ?? 60)
  return onMillion('lists', async (ask, db) => {
    const segments = await saveSegments(db)
    const page = (query: string) => () => ask(`/contacts?limit=50${query}`)
    const deep = await cursorsOf((cursor) => ask(`/contacts?limit=100${cursor}`))
    const deepCards = await cursorsOf((cursor) => ask(`/board/lead?limit=100${cursor}`))
    let turn = 0
    const deepPage = () => page(deep[turn++ % deep.length] ?? '')()
    const filters = { ...filtersOf(page), ...(await deepFilters(ask)) }
    const door = 'entered=mql&since=2025-03&until=2025-06'
    const measured = await measureAll(
      {
        'first page': page(''),
        'deep page': deepPage,
        'by stage': page('&stage=mql'),
        'by stage, the rarest': page('&stage=customer'),
        'no stage': page('&stage=none'),
        board: () => ask('/board'),
        'cards of a column': () => ask('/board/lead?limit=25'),
        'cards far down a column': () => ask(`/board/lead?limit=25${deepCards[turn++ % deepCards.length] ?? ''}`),
        'behind entered': page(`&${door}`),
        'behind entered by source': page(`&${door}&by=source&key=podcast`),
        'behind entered by a rare campaign': page('&entered=opportunity&since=2025-01&by=campaign&key=campaign-290'),
        'behind reached': page('&reached=lead'),
        'behind reached by country': page('&reached=sql&since=2024-08&until=2024-10&by=country&key=TR'),
        'behind reached by nobody': page('&reached=lead&by=campaign&key=campaign-none'),
        'behind not passed': page('&from=mql&reached=sal&passed=no'),
        'behind now by owner': page('&stage=sal&by=owner&key=owner-7'),
        'behind moved in': page('&stage=mql&moved=in'),
        'behind moved out': page('&stage=mql&moved=out'),
        'search by one letter': page('&q=a'),
        'search by a name': page('&q=anna%20keller'),
        'search by an address': page('&q=sven.wolff12'),
        'search within a stage': page('&q=jan&stage=sql'),
        'search by a last name': page('&q=keller'),
        'search by a part': page('&q=olff12'),
        'search by a domain': page('&q=company-1234.'),
        'search for nobody': page('&q=zzzzz'),
        ...filters,
      },
      { limit: LIMIT, rounds },
    )
    return { ...measured, segments }
  })
}

type Question = () => Promise<Asked>

const asked = (where: JsonObject) => `&where=${encodeURIComponent(JSON.stringify(where))}`

function filtersOf(page: (query: string) => Question): Readonly<Record<string, Question>> {
  return Object.fromEntries([
    ...Object.entries(WHERE).map(([name, where]) => [`filter ${name}`, page(asked(where))]),
    ...segmentKeys.map((key) => [`segment ${key}`, page(`&segment=${key}`)]),
    ['segment in a stage', page('&segment=bench_did&stage=sql')],
  ])
}

/** Pages far behind the first of a filter and of a segment. */
async function deepFilters(ask: (path: string) => Promise<Asked>): Promise<Readonly<Record<string, Question>>> {
  const far: Record<string, Question> = {}
  for (const [name, query] of [
    ['a filter', asked(WHERE['by a source'] ?? {})],
    ['a segment', '&segment=bench_scored'],
  ] as const) {
    const cursors = await cursorsOf((cursor) => ask(`/contacts?limit=100${query}${cursor}`))
    let turn = 0
    far[`far down ${name}`] = () => ask(`/contacts?limit=50${query}${cursors[turn++ % cursors.length] ?? ''}`)
  }
  return far
}

/** Cursors of pages far behind the first. */
async function cursorsOf(page: (cursor: string) => Promise<Asked>): Promise<readonly string[]> {
  const cursors: string[] = []
  for (let cursor = '', count = 0; count < DEEP; count++) {
    const { next } = (await (await page(cursor)).body()) as { next: string | null }
    if (next === null) break
    cursor = `&cursor=${next}`
    cursors.push(cursor)
  }
  return cursors.slice(-20)
}
