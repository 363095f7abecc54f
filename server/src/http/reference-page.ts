import { createReadStream, existsSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { type CallerParts, findCaller } from './caller.ts'
import { checkPageHost } from './page-hosts.ts'
import type { HttpParts } from './parts.ts'

const settings = JSON.stringify({
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
}).replaceAll('"', '&quot;')

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Ripen API</title>
<link rel="icon" href="data:,">
</head>
<body>
<script id="api-reference" data-url="/openapi.json" data-configuration="${settings}"></script>
<script src="/docs/api-reference.js"></script>
</body>
</html>
`

/** The reference of the API as a page, for whoever signed in; its script is a file of ours, and no request leaves this server. */
export function referencePage({
  referenceScript,
  url,
  ...parts
}: CallerParts & Pick<HttpParts, 'referenceScript' | 'url'>) {
  return async (app: FastifyInstance) => {
    app.get('/docs', { schema: { hide: true } }, async (request, reply) => {
      checkPageHost(request, url)
      if ((await findCaller(parts, request, reply)) === null) return reply.redirect('/sign-in?to=/docs')
      return reply.type('text/html; charset=utf-8').send(page)
    })

    app.get('/docs/api-reference.js', { schema: { hide: true } }, async (_request, reply) => {
      if (!existsSync(referenceScript)) return reply.callNotFound()
      reply.type('text/javascript; charset=utf-8').header('cache-control', 'public, max-age=86400')
      return reply.send(createReadStream(referenceScript))
    })
  }
}
