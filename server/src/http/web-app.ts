import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { checkPageHost } from './page-hosts.ts'
import type { HttpParts } from './parts.ts'

const notBuilt = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Ripen</title>
<h1>The web app is not built</h1>
<p>Ripen runs and takes events in, but its pages are missing. Run <code>npm run build</code> and load this page again.</p>
`

/** Serves the web app: its files, and its one HTML for every address that is a page of the app. */
export function webApp({ url, webFolder }: Pick<HttpParts, 'url' | 'webFolder'>) {
  return async (app: FastifyInstance) => {
    await app.register(fastifyStatic, { root: webFolder, serve: false })

    app.get('/*', { schema: { hide: true } }, async (request, reply) => {
      checkPageHost(request, url)
      const path = pathOf(request)
      if (isFile(webFolder, path)) {
        // Files below assets have a hash of what is in them in their names.
        const forever = path.startsWith('/assets/')
        return reply.sendFile(path.slice(1), { immutable: forever, maxAge: forever ? 31_536_000_000 : 0 })
      }
      if (isForPrograms(path) || hasEnding(path)) return reply.callNotFound()
      return showApp(reply)
    })

    async function showApp(reply: FastifyReply) {
      const html = await readFile(join(webFolder, 'index.html'), 'utf8').catch(() => null)
      reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache')
      if (html === null) return reply.code(503).send(notBuilt)
      return reply.send(html)
    }
  }
}

function pathOf(request: FastifyRequest): string {
  try {
    return decodeURIComponent(request.url.split('?')[0] ?? '/')
  } catch {
    return '/'
  }
}

/** Paths with dots that lead upwards, and index.html itself, are no files of ours. */
function isFile(folder: string, path: string): boolean {
  if (!/^\/[\w@~\-/.]+$/.test(path) || path.split('/').includes('..') || path === '/index.html') return false
  return hasEnding(path) && existsSync(join(folder, path))
}

function hasEnding(path: string): boolean {
  return /\.\w{1,8}$/.test(path) && path !== '/index.html'
}

/** Addresses at which programs expect an error rather than a page. */
function isForPrograms(path: string): boolean {
  return /^\/(api|v1|health|docs)(\/|$)/.test(path)
}
