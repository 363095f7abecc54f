import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

const self = ["'self'"]

/** Nothing is loaded from elsewhere, nothing is framed. Styles made while a page runs are part of how the app is drawn. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: self,
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    fontSrc: ["'self'", 'data:'],
    connectSrc: self,
    workerSrc: ["'self'", 'blob:'],
    manifestSrc: self,
    formAction: self,
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
}

/** Headers that tell browsers what our pages may do. */
export async function protectPages(app: FastifyInstance, url: string | null): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy,
    // Our own pages say where they come from, so that the API can tell them from others.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: url?.startsWith('https:') ? { maxAge: 31_536_000 } : false,
    // Intake is for pages of any origin.
    crossOriginResourcePolicy: false,
  })
}
