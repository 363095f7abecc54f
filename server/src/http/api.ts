import type { FastifyInstance } from 'fastify'
import { answerOnce } from './answer-once.ts'
import { NobodyAsks, NotPermitted } from './api-errors.ts'
import { findCaller } from './caller.ts'
import type { HttpParts } from './parts.ts'
import { anybody } from './permissions.ts'
import { refuseNul } from './refuse-nul.ts'
import { accountChangeRoutes } from './routes/account-changes.ts'
import { accountRoutes } from './routes/accounts.ts'
import { auditRoutes } from './routes/audit.ts'
import { boardRoutes } from './routes/board.ts'
import { bulkActionRoutes } from './routes/bulk-actions.ts'
import { contactChangeRoutes } from './routes/contact-changes.ts'
import { contactEditRoutes } from './routes/contact-edit.ts'
import { contactRoutes } from './routes/contacts.ts'
import { draftRoutes } from './routes/drafts.ts'
import { duplicateRoutes } from './routes/duplicates.ts'
import { exportContactRoutes } from './routes/export-contacts.ts'
import { homeRoutes } from './routes/home.ts'
import { importRoutes } from './routes/imports.ts'
import { keyRoutes } from './routes/keys.ts'
import { lifecycleRoutes } from './routes/lifecycle.ts'
import { lifecycleVersionRoutes } from './routes/lifecycle-versions.ts'
import { linkRoutes } from './routes/links.ts'
import { meRoutes } from './routes/me.ts'
import { oneContactRoutes } from './routes/one-contact.ts'
import { peopleRoutes } from './routes/people.ts'
import { proposalRoutes } from './routes/proposals.ts'
import { rejectedMessageRoutes } from './routes/rejected-messages.ts'
import { reportRoutes } from './routes/reports.ts'
import { segmentRoutes } from './routes/segments.ts'
import { settingsRoutes } from './routes/settings.ts'
import { signInRoutes } from './routes/sign-in.ts'
import { streamRoutes } from './routes/stream.ts'
import { suggestionRoutes } from './routes/suggestions.ts'
import { transitionRoutes } from './routes/transitions.ts'
import { undoImportRoutes } from './routes/undo-import.ts'
import { whatIfRoutes } from './routes/what-if.ts'
import { hideOthers } from './visible.ts'

/** Everything below /api/v1 that is JSON in and JSON out. Each route names its permission; one without cannot be made. */
export function api(parts: HttpParts) {
  return async (app: FastifyInstance) => {
    app.decorateRequest('caller', null)
    app.addHook('onRoute', ({ config, url }) => {
      if (config?.permission === undefined) throw new Error(`The route ${url} says nothing of who may use it.`)
    })
    app.addHook('onRequest', async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const { permission } = request.routeOptions.config
      if (permission === anybody) return
      const caller = await findCaller(parts, request, reply)
      if (caller === null) throw new NobodyAsks(request.headers.authorization !== undefined)
      if (permission?.(caller) !== true) throw new NotPermitted(caller)
      request.caller = caller
    })
    app.addHook('preHandler', refuseNul)
    hideOthers(app, parts.ripen)
    answerOnce(app, parts.ripen)
    await app.register(homeRoutes(parts.ripen))
    await app.register(streamRoutes(parts.ripen))
    await app.register(contactRoutes(parts.ripen))
    await app.register(exportContactRoutes(parts.ripen))
    await app.register(oneContactRoutes(parts.ripen))
    await app.register(contactChangeRoutes(parts.ripen))
    await app.register(boardRoutes(parts.ripen))
    await app.register(segmentRoutes(parts.ripen))
    await app.register(bulkActionRoutes(parts.ripen))
    await app.register(contactEditRoutes(parts.ripen))
    await app.register(duplicateRoutes(parts.ripen))
    await app.register(accountRoutes(parts.ripen))
    await app.register(accountChangeRoutes(parts.ripen))
    await app.register(transitionRoutes(parts.ripen))
    await app.register(reportRoutes(parts.ripen))
    await app.register(lifecycleRoutes(parts.ripen))
    await app.register(lifecycleVersionRoutes(parts.ripen))
    await app.register(whatIfRoutes(parts.ripen))
    await app.register(draftRoutes(parts.ripen))
    await app.register(proposalRoutes(parts.ripen))
    await app.register(suggestionRoutes(parts.ripen))
    await app.register(importRoutes(parts.ripen, parts.dataDir))
    await app.register(undoImportRoutes(parts.ripen))
    await app.register(keyRoutes(parts.ripen))
    await app.register(signInRoutes(parts))
    await app.register(linkRoutes(parts))
    await app.register(meRoutes(parts))
    await app.register(peopleRoutes(parts))
    await app.register(settingsRoutes(parts.ripen))
    await app.register(auditRoutes(parts.ripen))
    await app.register(rejectedMessageRoutes(parts.ripen))
  }
}
