import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { z } from 'zod'
import packageJson from '../../package.json' with { type: 'json' }
import { EventsTaken } from '../contract/events.ts'
import { ProblemView } from '../contract/problem.ts'
import { describeOwnKinds } from '../integrations/own-events/own-kinds.ts'
import { ownEvent } from '../integrations/own-events/read-own-event.ts'
import { NobodyAsks, NotPermitted } from './api-errors.ts'
import { type CallerParts, findCaller } from './caller.ts'
import { mayRead } from './permissions.ts'

const description = `Everything that Ripen's own pages do, for programs. Send a key as Bearer token: the app makes them
under Settings, \`ripen key create\` too. A read key reads, a full key does everything; a write key sends events to the tracking API and nothing else.

- Lists come in pages: \`next\` is the cursor of the page after, null on the last one.
- A POST with an \`Idempotency-Key\` is carried out once; the same request gets the same answer for 24 hours.
- The lifecycle has an \`ETag\`, and publishing needs it as \`If-Match\`.
- Errors are problem details (RFC 9457) with a sentence for people and a code for programs.
- Times are UTC, to the millisecond.`

const problemContent = {
  description: 'What is wrong, and where it can be said, what to do',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

/** Collects the routes that follow, and serves their description at /openapi.json to whoever may read. */
export async function describeApi(app: FastifyInstance, parts: CallerParts): Promise<void> {
  const withComponents = createJsonSchemaTransformObject({})
  const transform = createJsonSchemaTransform({})
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Ripen', version: packageJson.version, description, license: { name: 'MIT' } },
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
      security: [{ key: [] }],
    },
    transform: (route) => transform(route.schema === undefined ? { ...route, schema: { hide: true } } : route),
    transformObject: (document) => completed(withComponents(document)),
  })
  app.get('/openapi.json', { schema: { hide: true } }, async (request, reply) => {
    const caller = await findCaller(parts, request, reply)
    if (caller === null) throw new NobodyAsks(request.headers.authorization !== undefined)
    if (!mayRead(caller)) throw new NotPermitted(caller)
    return app.swagger()
  })
}

type Transformed = ReturnType<ReturnType<typeof createJsonSchemaTransformObject>>

/** Adds what no route says of itself: the problems of each, and the events, whose route reads its body by itself. */
function completed(document: Transformed): Transformed {
  const { components, paths: routes } = document as { components?: { schemas?: object }; paths?: object }
  for (const item of Object.values(routes ?? {})) addIdempotencyKey(item)
  const paths: Record<string, object> = { ...routes, '/api/v1/events': { post: ownEvents } }
  for (const item of Object.values(paths)) {
    for (const operation of Object.values(item)) addProblem(operation)
  }
  const schemas = usedSchemas(paths, { ...components?.schemas, Problem: schemaOf(ProblemView) })
  return { ...document, paths, components: { ...components, schemas } } as Transformed
}

/** The schemas that something refers to: every one is made for requests and for answers, and seldom serves both. */
function usedSchemas(paths: object, schemas: Readonly<Record<string, object>>): Record<string, object> {
  const used = new Set<string>()
  const follow = (part: object) => {
    for (const [, name = ''] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      const schema = schemas[name]
      if (schema === undefined || used.has(name)) continue
      used.add(name)
      follow(schema)
    }
  }
  follow(paths)
  return Object.fromEntries(Object.entries(schemas).filter(([name]) => used.has(name)))
}

/** Every POST may be sent again, but for events, which have ids of their own. */
function addIdempotencyKey({ post }: { post?: { parameters?: object[] } }): void {
  if (post !== undefined) post.parameters = [...(post.parameters ?? []), idempotencyKey]
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Any text of your own: the request is carried out once, and sent again gets the same answer for 24 hours',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x20-\\x7e]+$' },
}

function addProblem(operation: unknown): void {
  if (typeof operation !== 'object' || operation === null || !('responses' in operation)) return
  Object.assign(operation.responses as object, { '4XX': problemContent, '5XX': problemContent })
}

/** One event, by its kind: the same schemas by which it is read. */
const ownEventSchemas = describeOwnKinds().map(({ kind, data, says }) => ({
  ...withAnyJson(
    schemaOf(
      ownEvent.extend({
        kind: z.literal(kind),
        // What a kind needs nothing of may be left out.
        data: data.safeParse({}).success ? data.nullish() : data,
      }),
      'input',
    ),
  ),
  title: kind,
  description: says,
}))

/** Any JSON value refers to itself, by a name that only the schema alone has; to say nothing of it means the same. */
function withAnyJson(schema: object): object {
  return JSON.parse(
    JSON.stringify(schema, (_key, value) =>
      typeof value?.$ref === 'string' && value.$ref.startsWith('#/$defs/') ? {} : value,
    ),
  )
}

const ownEvents = {
  tags: ['Events'],
  summary: "Send events of Ripen's own kinds",
  description:
    'Needs a full key. A bad event does not hold up the others; the answer names each that was not taken. Events with a `messageId` may be sent again.',
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: {
          type: 'object',
          properties: { events: { type: 'array', minItems: 1, items: { oneOf: ownEventSchemas } } },
          required: ['events'],
        },
      },
    },
  },
  responses: {
    200: { description: 'What was taken', content: { 'application/json': { schema: schemaOf(EventsTaken) } } },
  },
}

function schemaOf(type: z.ZodType, io: 'input' | 'output' = 'output') {
  const { $schema: _, $defs, $ref, ...schema } = z.toJSONSchema(type, { target: 'draft-2020-12', io })
  // A schema with a name of its own comes as a reference to itself.
  return $ref === undefined ? schema : { ...$defs?.[$ref.replace('#/$defs/', '')], ...schema }
}
