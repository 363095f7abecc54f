import cookie from '@fastify/cookie'
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { api } from './api.ts'
import { NotFound } from './api-errors.ts'
import { answerError } from './errors.ts'
import { intakeRoutes } from './intake/intake-routes.ts'
import { ownEventRoutes } from './intake/own-event-routes.ts'
import type { IntakePorts } from './intake/receive.ts'
import { describeApi } from './openapi.ts'
import type { HttpParts } from './parts.ts'
import { referencePage } from './reference-page.ts'
import { healthRoutes } from './routes/health.ts'
import { metricsRoutes } from './routes/metrics.ts'
import { protectPages } from './security.ts'
import { webApp } from './web-app.ts'

/** Largest body of a route that names no limit of its own. */
const BODY_LIMIT = 256 * 1024
/** Criteria in an address are three times as long there as they are written. */
const LONGEST_HEADERS = 64 * 1024
/** Longest time that a request may take to arrive. */
const REQUEST_TIMEOUT_MS = 60_000

export interface ServerOptions {
  /** Told of each route as it is made (default: nobody). */
  readonly onRoute?: (method: string, path: string) => void
}

/** The whole HTTP side, ready to listen. */
export async function buildServer(parts: HttpParts, { onRoute }: ServerOptions = {}): Promise<FastifyInstance> {
  const app = newServer(parts)
  if (onRoute) app.addHook('onRoute', ({ method, url }) => [method].flat().forEach((one) => void onRoute(one, url)))
  await app.register(cookie)
  await protectPages(app, parts.url)
  await describeApi(app, parts)

  const ports = intakePorts(parts)
  await app.register(intakeRoutes({ ...ports, url: parts.url }))
  await app.register(ownEventRoutes(ports))
  await app.register(api(parts), { prefix: '/api/v1' })

  await app.register(healthRoutes(parts))
  await app.register(metricsRoutes(parts))
  await app.register(referencePage(parts))
  await app.register(webApp(parts))
  return app
}

function newServer({ ripen, trustedProxies }: HttpParts): FastifyInstance {
  const log: FastifyBaseLogger = ripen.log
  const app = fastify({
    loggerInstance: log,
    // Addresses of requests hold addresses of people: the log gets the route instead.
    logController: new fastify.LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    http: { maxHeaderSize: LONGEST_HEADERS },
    requestTimeout: REQUEST_TIMEOUT_MS,
    trustProxy: [...trustedProxies],
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 300 },
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(answerError)
  app.setNotFoundHandler((request, reply) =>
    answerError(new NotFound(`There is nothing at ${request.method} ${pathOf(request)}.`), request, reply),
  )
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request
    request.log.debug({ method, route: routeOptions.url, status: reply.statusCode, ms: Math.round(reply.elapsedTime) })
  })
  return app
}

function pathOf(request: FastifyRequest): string {
  return (request.url.split('?')[0] ?? '').slice(0, 200)
}

function intakePorts({ intake, keys, lookups, metrics, rejected, ripen }: HttpParts): IntakePorts {
  return {
    keys,
    lookups,
    intake: metrics.watch(intake),
    rejected: {
      keep: async (rows) => {
        await rejected.keep(rows)
        metrics.countRejected(rows.length)
      },
    },
    now: () => ripen.now(),
  }
}
