import type { ExplanationView, WhyView } from '../contract/why.ts'

const groups = { all: 'all of', any: 'any of', not: 'not', is: 'is' } as const

/** Why a contact is where it is, as text: its stage, the conditions as a tree, the events behind them, scores and path. */
export function tellWhy(why: WhyView): string {
  return [
    ...headline(why),
    ...section('What that stage asks for', why.noStage?.explanation == null ? [] : tellReason(why.noStage.explanation)),
    ...section('Because', why.explanation === null ? [] : tellReason(why.explanation)),
    ...section(
      'The events behind it',
      why.evidenceEvents.map(({ at, text, id }) => `${moment(at)}  ${text}  (${id})`),
    ),
    ...section('Scores', scores(why)),
    ...section('The path so far', why.path.map(step)),
    ...section(
      'Waits for approval',
      why.proposals.map(({ to }) => to),
    ),
    ...(why.next.wakeAt === null ? [] : ['', `Time alone may move it next on ${moment(why.next.wakeAt)}.`]),
    '',
  ].join('\n')
}

function step({ at, stage, text, because, reason, voided }: WhyView['path'][number]): string {
  const why = because.length === 0 ? '' : `: ${because.join('; ')}`
  const given = reason === null ? '' : ` (${reason})`
  return `${moment(at)}  ${stage}  ${text}${why}${given}${voided ? '  (declared a mistake)' : ''}`
}

function headline({ contact, stage, level, since, reason, version, transition, path, noStage }: WhyView): string[] {
  const who = [contact.name, contact.email, contact.name === null && contact.email === null ? contact.id : null]
  const name = who.filter((part) => part !== null).join(', ')
  const at = contact.account === null ? '' : ` (${contact.account.name ?? contact.account.id})`
  if (stage === null || since === null) return [`${name}${at} is in no stage yet. ${noStage?.text ?? ''}`.trim()]
  const last = path.find((one) => one.transition === transition)
  const by =
    last === undefined ? '' : ` It ${last.text}${reason === null ? '' : ` (${reason})`}, lifecycle version ${version}.`
  return [`${name}${at} is in ${stage}${level === null ? '' : ` (${level})`} since ${moment(since)}.${by}`]
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)]
}

/** A reason as a tree, one line for each condition. */
export function tellReason(reason: ExplanationView, depth = 0): string[] {
  const start = `${'  '.repeat(depth)}${reason.holds ? '✓' : '✗'} `
  if (reason.op === 'leaf') return [`${start}${reason.text}${found(reason.found ?? reason.observed)}`]
  const title = reason.op === 'is' ? `“${reason.name ?? ''}”` : groups[reason.op]
  return [`${start}${title}`, ...reason.parts.flatMap((part) => tellReason(part, depth + 1))]
}

function found(observed: unknown): string {
  if (observed === null || observed === undefined || typeof observed === 'boolean') return ''
  if (Array.isArray(observed) && observed.length === 0) return ''
  const text = typeof observed === 'string' ? observed : JSON.stringify(observed)
  return `  [found: ${text.length > 80 ? `${text.slice(0, 79)}…` : text}]`
}

function scores({ scores: all, grade }: WhyView): string[] {
  const lines = Object.entries(all).flatMap(([key, { points, conditions }]) => [
    `${key} ${Math.floor(points)}`,
    ...conditions
      .filter(({ holds }) => holds)
      .map((rule) => `  ${rule.points > 0 ? '+' : ''}${rule.points}  ${rule.text}`),
  ])
  return grade === null ? lines : [...lines, `grade ${grade}`]
}

function moment(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`
}
