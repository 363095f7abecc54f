import { z } from 'zod'
import { Moment } from './moment.ts'
import { EmailAddress, PersonName, Role } from './people.ts'
import { localPath, SHORTEST_PASSWORD } from './sign-in-rules.ts'

const LONGEST_PASSWORD = 200

const GivenPassword = z.string().min(1).max(LONGEST_PASSWORD)
const NewPassword = z
  .string()
  .min(SHORTEST_PASSWORD, `at least ${SHORTEST_PASSWORD} characters`)
  .max(LONGEST_PASSWORD, `at most ${LONGEST_PASSWORD} characters`)

const Token = z.string().min(20).max(200).describe('what stands last in the link')

/** A page of ours, to go on to. */
const LocalPath = z.string().regex(localPath, 'a path of this server')

export const WaysIn = z
  .object({
    setUp: z.boolean().describe('nobody can sign in yet: the first administrator is to be set up'),
    mail: z.boolean().describe('Ripen can send mail'),
    sso: z.string().nullable().describe('name of the single sign-on; null where there is none'),
  })
  .meta({ id: 'WaysIn' })
export type WaysIn = z.infer<typeof WaysIn>

export const actions = [
  'read',
  'change',
  'move',
  'import',
  'export',
  'publish',
  'audit',
  'people',
  'keys',
  'settings',
] as const
export type Action = (typeof actions)[number]

export const SeenContacts = z
  .enum(['own', 'team', 'all'])
  .describe('which contacts the role sales sees: its own, those of its teams, or all')
export type SeenContacts = z.infer<typeof SeenContacts>

export const Me = z
  .object({
    id: z.guid(),
    name: z.string(),
    email: z.string(),
    role: Role,
    teams: z.array(z.string()),
    may: z.array(z.enum(actions)).describe('what this person may do'),
    sees: SeenContacts,
  })
  .meta({ id: 'Me' })
export type Me = z.infer<typeof Me>

export const SignIn = z.object({ email: z.string().trim().max(254), password: GivenPassword }).meta({ id: 'SignIn' })

export const SetUp = z.object({ name: PersonName, email: EmailAddress, password: NewPassword }).meta({ id: 'SetUp' })

export const BeginSso = z.object({ to: LocalPath.default('/') })
export const SsoBegun = z.object({ url: z.string().describe('where the browser goes on') })

export const LookAtInvitation = z.object({ token: Token })
export const InvitedView = z
  .object({
    email: z.string(),
    role: Role,
    teams: z.array(z.string()),
    invitedBy: z.string().nullable(),
    expiresAt: Moment,
    sso: z.string().nullable(),
  })
  .meta({ id: 'InvitedAs' })
export type InvitedView = z.infer<typeof InvitedView>

export const AcceptInvitation = z
  .object({ token: Token, name: PersonName, password: NewPassword })
  .meta({ id: 'AcceptInvitation' })

export const AskForReset = z.object({ email: z.string().trim().max(254) })
export const ResetAsked = z.object({ mail: z.boolean().describe('false: an administrator finds the link in the log') })
export const ResetPassword = z.object({ token: Token, password: NewPassword }).meta({ id: 'ResetPassword' })

export const ChangeMe = z.object({ name: PersonName })
export const ChangePassword = z.object({ current: GivenPassword, password: NewPassword }).meta({ id: 'ChangePassword' })

export const SessionView = z
  .object({
    id: z.guid(),
    current: z.boolean(),
    browser: z.string().describe('what the browser says of itself'),
    address: z.string().nullable(),
    createdAt: Moment,
    lastSeenAt: Moment,
    expiresAt: Moment,
  })
  .meta({ id: 'Session' })
export type SessionView = z.infer<typeof SessionView>
export const SessionList = z.object({ items: z.array(SessionView) })

export const SettingsView = z.object({ salesSees: SeenContacts }).meta({ id: 'Settings' })
export type SettingsView = z.infer<typeof SettingsView>
