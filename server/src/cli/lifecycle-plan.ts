import type { Command } from 'commander'
import type { PublishEffect } from '../contract/lifecycle.ts'
import type { PlanView } from '../contract/what-if.ts'
import { AppError } from '../domain/app-error.ts'
import { planLifecycle } from '../flows/plan-lifecycle.ts'
import { contactsBar } from './contacts-bar.ts'
import { printFaults, readDocument } from './lifecycle.ts'
import { EFFECT_HELP, publishEffect } from './publish-effect.ts'
import { tellReason } from './tell-why.ts'
import { withRipen } from './with-ripen.ts'

export function registerLifecyclePlan(lifecycle: Command): void {
  lifecycle
    .command('plan')
    .description('say what publishing a document now would change, and who would move; nothing is written')
    .argument('<file>')
    .option('--effect <effect>', EFFECT_HELP, publishEffect, 'keep')
    .option('--json', 'print as JSON')
    .action(plan)
}

async function plan(file: string, { json, effect }: { json?: boolean; effect: PublishEffect }): Promise<void> {
  const document = await readDocument(file)
  await withRipen('lifecycle plan', async (ripen) => {
    const bar = contactsBar()
    const done = await planLifecycle(ripen, { document, effect, onProgress: bar.show }).finally(bar.clear)
    switch (done.outcome) {
      case 'faults':
        return printFaults(file, done.faults, json)
      case 'no_lifecycle':
        throw new AppError('no_version', 'No lifecycle is published yet.')
      case 'planned':
        process.stdout.write(json ? `${JSON.stringify(done.plan)}\n` : tellPlan(done.plan))
    }
  })
}

/** A plan as text. */
function tellPlan(plan: PlanView): string {
  const { version, differences, needs, contacts, moving, moves, removed, notices } = plan
  const lines = [
    `Against version ${version ?? 0}, now:`,
    ...(differences.length === 0 ? ['  Nothing differs.'] : differences.map(({ text }) => `  ${text}`)),
    ...removed.map(({ stage, standing, to }) => `  ${people(standing)} in ${stage}, which is gone, would go to ${to}.`),
    ...notices.filter(({ level }) => level === 'warning').map(({ text }) => `  Note: ${text}`),
    '',
    works[needs],
    ...(needs === 'nothing' ? [] : [`${moving} of ${people(contacts)} would move${directions(plan)}.`]),
    ...tellStays(plan),
    ...moves.flatMap(({ track, from, to, count, people: some }) => [
      '',
      `${count}  ${from ?? '(none)'} → ${to}${track === 'main' ? '' : ` (${track})`}`,
      ...some.flatMap(({ id, name, email, explanation }) => [
        `  ${[name, email].filter((part) => part !== null).join(', ') || id}`,
        ...(explanation === null ? [] : tellReason(explanation, 2)),
      ]),
    ]),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

function directions({ moving, forward, back, beside }: PlanView): string {
  if (moving === 0) return ''
  const said = [
    ...(forward === 0 ? [] : [`${forward} forward`]),
    ...(back === 0 ? [] : [`${back} back`]),
    ...(beside === 0 ? [] : [`${beside} into or out of a detour`]),
  ]
  return `: ${said.join(', ')}`
}

function tellStays({ stays }: PlanView): readonly string[] {
  if (stays === null) return []
  const { opportunity, handoff, no_stage, orphaned } = stays
  return [
    ...(opportunity === 0 ? [] : [`${people(opportunity)} would stand elsewhere, and stay: an opportunity is open.`]),
    ...(handoff === 0 ? [] : [`${people(handoff)} would stand elsewhere, and stay: a handoff is open.`]),
    ...(no_stage === 0 ? [] : [`${people(no_stage)} would be in no stage, and stay.`]),
    ...(orphaned === 0 ? [] : [`Moves by people that are not followed, since they name another stage: ${orphaned}.`]),
  ]
}

const works = {
  refold: 'Publishing folds every history anew, while events go on coming in.',
  decide: 'Publishing decides every contact again; no history is folded anew.',
  nothing: 'Publishing decides nothing again: only words change. Nobody would move.',
} as const

function people(count: number): string {
  return count === 1 ? '1 contact' : `${count} contacts`
}
