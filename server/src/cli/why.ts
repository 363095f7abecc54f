import type { Command } from 'commander'
import { AppError } from '../domain/app-error.ts'
import { whyContact } from '../flows/why-contact.ts'
import { tellWhy } from './tell-why.ts'
import { withRipen } from './with-ripen.ts'

export function registerWhy(program: Command): void {
  program
    .command('why')
    .description('say why a contact is in its stage')
    .argument('<contact>', 'its id, an e-mail address, or a user id')
    .option('--json', 'print as JSON')
    .action(why)
}

async function why(contact: string, { json }: { json?: boolean }): Promise<void> {
  await withRipen('why', async (ripen) => {
    const found = await whyContact(ripen, contact)
    if (found === null) throw new AppError('no_contact', `There is no contact ${contact}.`)
    process.stdout.write(json ? `${JSON.stringify(found)}\n` : tellWhy(found))
  })
}
