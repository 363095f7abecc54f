import fastify from 'fastify'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Db } from './db/open.ts'
import { AppError } from './domain/app-error.ts'

export type AppOptions = Readonly<{
  config: Config
  db: Db
  log: Logger
  /** False while the embedded PostgreSQL is being started again. */
  isDatabaseUp: () => boolean
}>

export type App = Readonly<{ url: string; close(): Promise<void> }>

/** Builds everything from its parts, in order, and listens. */
export async function startApp({ config, log, isDatabaseUp }: AppOptions): Promise<App> {
  const http = fastify({ loggerInstance: log })
  http.get('/health/live', () => ({ live: true }))
  http.get('/health/ready', (_request, reply) => {
    const ready = isDatabaseUp()
    return reply.code(ready ? 200 : 503).send({ ready })
  })
  try {
    return { url: await http.listen({ host: config.host, port: config.port }), close: () => http.close() }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw new AppError('port_taken', `Port ${config.port} is taken; name another in PORT.`, { cause: error })
  }
}
