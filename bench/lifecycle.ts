/** A lifecycle with 20 score rules and 10 stages' criteria, so that the engine has an honest amount to decide. */
export function benchLifecycle(): string {
  const names = Array.from({ length: 18 }, (_, index) => `Event ${index}`)
  const rules = names.map((name, index) => `        - { event: ${name}, points: ${1 + (index % 5)} }`).join('\n')
  return `ripen: 1
name: Benchmark
timezone: Europe/Berlin
scores:
  engagement:
    half_life: 30d
    cap: 1000
    groups:
      website: { cap: 400, match: first, rules: [ { event: page, where: { path: { starts: /pricing } }, points: 3, at_most: 5/day }, { event: page, points: 1 } ] }
      activity:
        cap: 600
        rules:
${rules}
stages:
  - { key: visitor, entry: { when: { known: true } } }
  - { key: s1, entry: { when: { did: { event: Event 1, at_least: 2, within: 30d } } } }
  - { key: s2, entry: { when: { score: { engagement: { at_least: 40 } } } } }
  - { key: s3, entry: { when: { all: [ { did: Event 2 }, { page: { path: { starts: /pricing }, at_least: 5, within: 7d } } ] } } }
  - { key: s4, entry: { when: { traits.title: { matches: "(?i)chief|head|vp" } } } }
  - { key: s5, entry: { when: { score: { engagement: { at_least: 120 } } } } }
  - { key: s6, entry: { when: { any: [ { converted: { offer: bottom } }, { did: { any_of: [Event 3, Event 4], at_least: 20, within: 30d } } ] } } }
  - { key: s7, entry: { when: { score: { engagement: { at_least: 300 } } } } }
  - { key: s8, entry: { when: { opportunity: open } } }
  - { key: s9, entry: { when: { opportunity: won } } }
`
}
