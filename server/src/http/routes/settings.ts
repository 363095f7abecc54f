import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { SettingsView } from '../../contract/sign-in.ts'
import { readSettings } from '../../features/settings/settings.ts'
import { changeSettings } from '../../flows/people/change-person.ts'
import type { Ripen } from '../../flows/ripen.ts'
import { actorOf, callerOf } from '../caller.ts'
import { mayRead, maySet } from '../permissions.ts'

const tags = ['Settings']

/** What administrators set in the app. */
export function settingsRoutes(ripen: Ripen) {
  return async (untyped: FastifyInstance) => {
    const app = untyped.withTypeProvider<ZodTypeProvider>()

    app.get(
      '/settings',
      {
        config: { permission: mayRead },
        schema: { tags, summary: 'What is set', response: { 200: SettingsView } },
      },
      () => readSettings(ripen.db.pool),
    )

    app.put(
      '/settings',
      {
        config: { permission: maySet },
        schema: { tags, summary: 'Change what is set', body: SettingsView, response: { 200: SettingsView } },
      },
      async (request) => {
        await changeSettings(ripen, request.body, actorOf(callerOf(request)))
        return request.body
      },
    )
  }
}
