import type { Command } from 'commander'
import type { PublishEffect } from '../contract/lifecycle.ts'
import { AppError } from '../domain/app-error.ts'
import { createDraft, discardDraft, saveDraft } from '../flows/drafts/keep-draft.ts'
import { showDraft, showDrafts } from '../flows/drafts/view-draft.ts'
import type { Ripen } from '../flows/ripen.ts'
import { readDocument } from './lifecycle.ts'
import { EFFECT_HELP, publishEffect } from './publish-effect.ts'
import { textTable } from './text-table.ts'
import { withRipen } from './with-ripen.ts'

const by = { user: 'cli' }

interface JsonOption {
  readonly json?: boolean
}

export function registerLifecycleDraft(lifecycle: Command): void {
  const draft = lifecycle
    .command('draft')
    .description('lifecycles that people are at work on, as the studio shows them')
  draft.command('list').description('open drafts').option('--json', 'print as JSON').action(list)
  draft
    .command('show')
    .description('print the text of a draft')
    .argument('<draft>', 'its id or its name')
    .option('--json', 'print as JSON, with its revision')
    .action(show)
  draft
    .command('save')
    .description('begin a draft of a file, or save it as one that is open')
    .argument('<file>', 'the lifecycle, or the name of a preset')
    .option('--draft <draft>', 'id or name of the open draft')
    .option('--revision <number>', 'the revision that the file was made from (default: the newest)', wholeNumber)
    .option('--name <name>', 'what it is called')
    .option('--effect <effect>', EFFECT_HELP, publishEffect)
    .option('--json', 'print as JSON')
    .action(save)
  draft
    .command('discard')
    .description('discard a draft; the studio can have it back')
    .argument('<draft>', 'its id or its name')
    .action(discard)
}

async function list({ json }: JsonOption): Promise<void> {
  await withRipen('lifecycle draft list', async (ripen) => {
    const { items } = await showDrafts(ripen)
    if (json) return print(`${JSON.stringify(items)}\n`)
    if (items.length === 0) return print('There are no open drafts.\n')
    const rows = items.map((one) => [one.name, one.id, `${one.base}`, `${one.revision}`, one.changedAt])
    print(textTable([['Draft', 'Id', 'of version', 'revision', 'changed'], ...rows], 2))
  })
}

async function show(named: string, { json }: JsonOption): Promise<void> {
  await withRipen('lifecycle draft show', async (ripen) => {
    const draft = await showDraft(ripen.db.pool, await idOf(ripen, named))
    if (json) print(`${JSON.stringify(draft)}\n`)
    else print(draft.document.endsWith('\n') ? draft.document : `${draft.document}\n`)
  })
}

interface SaveOptions extends JsonOption {
  readonly draft?: string
  readonly revision?: number
  readonly name?: string
  readonly effect?: PublishEffect
}

async function save(file: string, { draft, revision, name, effect, json }: SaveOptions): Promise<void> {
  const document = await readDocument(file)
  await withRipen('lifecycle draft save', async (ripen) => {
    if (draft === undefined) {
      const made = await createDraft(ripen, { document, name, effect, by })
      const { id, revision: first } = made
      return print(
        json ? `${JSON.stringify({ id, revision: first })}\n` : `Saved as the draft “${made.name}” (${id}).\n`,
      )
    }
    const id = await idOf(ripen, draft)
    const newest = revision ?? (await showDraft(ripen.db.pool, id)).revision
    const saved = await saveDraft(ripen, { id, revision: newest, document, name, effect, by })
    const taken = saved.withdrawn ? ' The agreement that was given is taken back.' : ''
    print(
      json ? `${JSON.stringify({ id, revision: saved.revision })}\n` : `Saved as revision ${saved.revision}.${taken}\n`,
    )
  })
}

async function discard(named: string): Promise<void> {
  await withRipen('lifecycle draft discard', async (ripen) => {
    await discardDraft(ripen, await idOf(ripen, named), by)
    print('Discarded.\n')
  })
}

/** The one open draft of a name, or whatever has the id. */
async function idOf(ripen: Ripen, named: string): Promise<string> {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(named)) return named
  const found = (await showDrafts(ripen)).items.filter(({ name }) => name === named)
  const [one, other] = found
  if (one === undefined) throw new AppError('not_found', `There is no open draft “${named}”.`)
  if (other !== undefined) throw new AppError('conflict', `Several drafts are called “${named}”. Name one by its id.`)
  return one.id
}

function wholeNumber(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1)
    throw new AppError('invalid', `${text} is no revision: they are 1, 2, 3 …`)
  return number
}

function print(text: string): void {
  process.stdout.write(text)
}
