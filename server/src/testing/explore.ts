import fc from 'fast-check'
import { parse } from 'yaml'
import { steps } from './histories.ts'
import { checkLife } from './lives.ts'
import { versions } from './small-lifecycles.ts'
const lives = versions.chain((lifecycles) => steps(lifecycles[0]!.program).map((done) => ({ lifecycles, steps: done })))
const only = process.argv[3]
const t = Date.now()
const result = fc.check(fc.property(lives, ({ lifecycles, steps: done }) => {
  const wrong = checkLife(lifecycles.map(({ program }) => program), done)
  const w = only ? wrong.filter((x) => x.startsWith(only)) : wrong
  if (w.length > 0) throw new Error(w.join('\n'))
}), { numRuns: Number(process.argv[2] ?? 300), seed: Number(process.argv[4] ?? 1), endOnFailure: false })
console.log(result.failed, result.numRuns, Date.now() - t)
if (result.failed) {
  const [{ lifecycles, steps: done }] = result.counterexample!
  console.log(lifecycles.slice(0, 1 + (process.argv[5] ? 2 : 0)).map((l) => JSON.stringify(parse(l.document), ["stages","detours","exclude","key","entry","when","mode","from","gate","levels","exits","to","if","after","all","any","not","is","did","event","new_cycle","evidence","locked","back","return_to","cool_off","requires","within","opportunity","state","since","reasons","reason","score","points","at_least","below","idle","stage","was","for","traits.renewal","past","within_next","account.employees","account.opportunity","grade","fit","imported","even_with_open_opportunity"]).replaceAll("{\"key\"", "\n{\"key\"")).join("\n---\n"))
  console.log(JSON.stringify(done, null, 0).replaceAll('{"do"', '\n{"do"'))
  console.log(String((result.errorInstance as Error).stack).slice(0, 3000))
}
if (result.failed && process.argv[6]) {
  const { live } = await import('./lives.ts')
  const [{ lifecycles, steps: done }] = result.counterexample!
  const { contacts } = live(lifecycles.map((l) => l.program), done)
  for (const row of contacts.rows.values()) {
    console.log(row.id, row.version, row.floor, row.wakeAt, row.mergedInto, JSON.stringify(row.lines))
    for (const e of row.events) console.log('  e', e.at, e.id, e.seq, e.kind, e.name, e.cameBy)
    for (const t of row.transitions) console.log('  t', t.nth, t.at, t.id, t.from, t.to, t.cause, t.rule, 'v' + t.version, 'f', t.floor, JSON.stringify(t.saw), t.voidedBy)
  }
  for (const [a, l] of contacts.lines) console.log(a, JSON.stringify(l))
}
