import type { PublishEffect } from '../../contract/lifecycle.ts'
import type { Tx } from '../../db/transaction.ts'
import type { Actor, Time } from '../../domain/facts.ts'
import type { Program } from '../../domain/lifecycle/program.ts'
import type { Lifecycle } from '../../domain/lifecycle/schema.ts'
import { closeDraft, findDraft, holdDraft } from '../../features/drafts/drafts.ts'
import type { Proposal } from '../../features/drafts/proposals.ts'
import type { AgreedTeam, WithoutAgreement } from '../../features/lifecycle/versions.ts'
import { AgreementMissing, findAgreement } from './agreement.ts'

/** Under what a version is published. */
export interface PublishTerms {
  readonly agreed: AgreedTeam[]
  /** Owning teams in which nobody can sign in, so that nobody could be asked. */
  readonly nobody: string[]
  readonly without: WithoutAgreement | null
  readonly proposal: Proposal | null
}

const NO_TERMS: PublishTerms = { agreed: [], nobody: [], without: null, proposal: null }

interface Publishing {
  readonly document: string
  readonly effect: PublishEffect
  readonly by: Actor
  readonly without?: string | undefined
  readonly draft?: string | undefined
}

/**
 * Who agreed to what is about to be published. The first version, and what Ripen publishes itself, need nobody.
 *
 * @throws {AgreementMissing} where teams have yet to agree and no reason is given to go without them
 */
export async function agreeOn(
  client: Tx,
  { document, effect, by, without }: Publishing,
  was: Program | null,
  now: Lifecycle,
  at: Time,
): Promise<PublishTerms> {
  if (was === null || by === 'system') return NO_TERMS
  const asked = { was: was.document, now, text: document, effect, base: was.version, by }
  const { teams, missing, proposal } = await findAgreement(client, asked, at)
  if (missing.length > 0 && without === undefined) throw new AgreementMissing(missing)
  return {
    agreed: teams.flatMap(({ team, agreed }) => (agreed === null ? [] : [{ team, ...agreed }])),
    nobody: teams.filter(({ people, agreed }) => people.length === 0 && agreed === null).map(({ team }) => team),
    without: missing.length === 0 || without === undefined ? null : { teams: missing, reason: without },
    proposal,
  }
}

/** What a draft is to be published with. */
export async function effectOfDraft(client: Tx, draft: string | undefined): Promise<PublishEffect> {
  const found = draft === undefined ? null : await findDraft(client, draft)
  return found?.effect ?? 'keep'
}

/** Closes the draft that is published. @returns the earlier version that it brings back */
export async function closeDraftOf(
  client: Tx,
  { draft, document, by }: Omit<Publishing, 'effect'>,
  version: number,
  now: Time,
): Promise<number | null> {
  const found = draft === undefined ? null : await holdDraft(client, draft)
  // Somebody may have gone on with it meanwhile: that is not lost.
  if (found === null || found.closedAt !== null || found.document !== document) return null
  await closeDraft(client, found.id, { by, version }, now)
  return found.bringsBack
}
