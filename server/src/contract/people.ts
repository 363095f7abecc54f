import { z } from 'zod'
import { ActorView } from './actor.ts'
import { Moment } from './moment.ts'
import { roles } from './sign-in-rules.ts'

export const Role = z
  .enum(roles)
  .describe(
    'admin: everything; operations: publishes and imports; marketer: changes contacts and imports; sales: moves contacts; viewer: reads',
  )
export type Role = z.infer<typeof Role>

/** An address of a person who signs in; small letters are as good as large ones. */
export const EmailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email('not an e-mail address'))
  .meta({ example: 'ada@example.com' })

export const PersonName = z
  .string()
  .trim()
  .min(1, 'a name is needed')
  .max(200, 'at most 200 characters')
  .regex(/^[^\p{Cc}]*$/u, 'no control characters')
  .meta({ example: 'Ada Lovelace' })

const Teams = z
  .array(z.string().trim().min(1).max(100))
  .max(20)
  .describe("keys of the lifecycle's teams")
  .meta({ example: ['sales'] })

export const PersonView = z
  .object({
    id: z.guid(),
    name: z.string(),
    email: z.string(),
    role: Role,
    teams: Teams,
    createdAt: Moment,
    deactivatedAt: Moment.nullable().describe('since when this person cannot sign in'),
    lastSeenAt: Moment.nullable().describe('when a session of this person was last in use, to the hour'),
    signsInBy: z.array(z.enum(['password', 'sso'])),
  })
  .meta({ id: 'Person' })
export type PersonView = z.infer<typeof PersonView>

export const PersonList = z.object({ items: z.array(PersonView) })

export const ChangePerson = z
  .object({
    name: PersonName.optional(),
    role: Role.optional(),
    teams: Teams.optional(),
    active: z.boolean().optional().describe('false: cannot sign in, and every session ends'),
  })
  .meta({ id: 'ChangePerson' })
export type ChangePerson = z.infer<typeof ChangePerson>

const TeamView = z.object({ key: z.string(), name: z.string() }).meta({ id: 'Team' })
export type TeamView = z.infer<typeof TeamView>
export const TeamList = z.object({ items: z.array(TeamView) })

export const InvitationView = z
  .object({
    id: z.guid(),
    email: z.string(),
    role: Role,
    teams: Teams,
    invitedBy: ActorView,
    createdAt: Moment,
    expiresAt: Moment,
    acceptedAt: Moment.nullable(),
    withdrawnAt: Moment.nullable(),
  })
  .meta({ id: 'Invitation' })
export type InvitationView = z.infer<typeof InvitationView>

export const InvitationList = z.object({ items: z.array(InvitationView) })

export const InvitePerson = z
  .object({ email: EmailAddress, role: Role.default('viewer'), teams: Teams.default([]) })
  .meta({ id: 'InvitePerson' })
export type InvitePerson = z.infer<typeof InvitePerson>

const sent = z.boolean().describe('false where no mail server is set: pass the link on yourself')
const link = z.string().describe('told this one time')

export const InvitedPerson = InvitationView.extend({ link, sent }).meta({ id: 'InvitedPerson' })
export type InvitedPerson = z.infer<typeof InvitedPerson>

export const ResetSent = z.object({ link, sent, expiresAt: Moment })
export type ResetSent = z.infer<typeof ResetSent>
