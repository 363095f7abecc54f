import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { ReportList } from '../../contract/reports.ts'
import { dimensions } from '../../domain/reports/dimensions.ts'
import { reports } from '../../flows/reports/reports.ts'
import type { Ripen } from '../../flows/ripen.ts'
import { mayRead } from '../permissions.ts'

const tags = ['Reports']
const config = { permission: mayRead }

/** The reports; each one of the list has a route of its own. */
export function reportRoutes(ripen: Ripen) {
  return async (untyped: FastifyInstance) => {
    const app = untyped.withTypeProvider<ZodTypeProvider>()

    app.get(
      '/reports',
      { config, schema: { tags, summary: 'Which reports there are', response: { 200: ReportList } } },
      async () => ({
        reports: reports.map(({ name, says, query }) => ({ name, says, parameters: Object.keys(query.shape) })),
        dimensions: [...dimensions],
      }),
    )

    for (const { name, says, query, answer, show } of reports)
      app.get(
        `/reports/${name}`,
        {
          config,
          schema: {
            tags,
            summary: `The report ${name}`,
            description: `Tells ${says}.`,
            querystring: query,
            response: { 200: answer },
          },
          // What a report shows has the type of its answer; checking half a megabyte of numbers once more would cost more than making it.
          serializerCompiler: () => JSON.stringify,
        },
        (request) => show(ripen, request.query),
      )
  }
}
