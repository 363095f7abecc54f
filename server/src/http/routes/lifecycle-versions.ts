import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  ComparedVersions,
  CompareVersions,
  LifecycleVersion,
  LifecycleVersionPage,
  LifecycleVersionParams,
  PresetList,
  StagesView,
} from '../../contract/lifecycle.ts'
import { momentOf } from '../../contract/moment.ts'
import { PageQuery } from '../../contract/page.ts'
import { lifecycleJsonSchema } from '../../domain/lifecycle/json-schema.ts'
import { presets } from '../../domain/lifecycle/presets/presets.ts'
import { listVersions } from '../../features/lifecycle/list-versions.ts'
import { findVersion } from '../../features/lifecycle/versions.ts'
import type { Ripen } from '../../flows/ripen.ts'
import { showStages } from '../../flows/show-stages.ts'
import { viewDifferences } from '../../flows/view-candidate.ts'
import { NotFound } from '../api-errors.ts'
import { mayRead } from '../permissions.ts'

const tags = ['Lifecycle']
const config = { permission: mayRead }

/** What is to be read about the lifecycle, beside its present document. */
export function lifecycleVersionRoutes(ripen: Ripen) {
  return async (untyped: FastifyInstance) => {
    const app = untyped.withTypeProvider<ZodTypeProvider>()

    app.get(
      '/lifecycle/versions',
      {
        config,
        schema: {
          tags,
          summary: 'Published versions, newest first',
          querystring: PageQuery,
          response: { 200: LifecycleVersionPage },
        },
      },
      (request) => listVersions(ripen.db.pool, request.query),
    )

    app.get(
      '/lifecycle/versions/:version',
      {
        config,
        schema: { tags, summary: 'One version', params: LifecycleVersionParams, response: { 200: LifecycleVersion } },
      },
      async (request) => {
        const found = await findVersion(ripen.db.pool, request.params.version)
        if (found === null) throw new NotFound(`There is no version ${request.params.version}.`)
        return { ...found, publishedAt: momentOf(found.publishedAt) }
      },
    )

    app.get(
      '/lifecycle/compare',
      {
        config,
        schema: {
          tags,
          summary: 'What differs between two versions',
          querystring: CompareVersions,
          response: { 200: ComparedVersions },
        },
      },
      async (request) => {
        const { from, to } = request.query
        const documents = []
        for (const version of [from, to]) {
          if ((await findVersion(ripen.db.pool, version)) === null)
            throw new NotFound(`There is no version ${version}.`)
          documents.push((await ripen.programs.get(ripen.db.pool, version)).document)
        }
        const [was, now] = documents
        return { from, to, differences: was === undefined || now === undefined ? [] : viewDifferences(was, now) }
      },
    )

    app.get(
      '/lifecycle/stages',
      {
        config,
        schema: { tags, summary: 'Stages, with how many contacts are in each', response: { 200: StagesView } },
      },
      async () => {
        const stages = await showStages(ripen)
        if (stages === null) throw new NotFound('No lifecycle is published yet.')
        return stages
      },
    )

    app.get(
      '/lifecycle/presets',
      { config, schema: { tags, summary: 'Lifecycles to begin with', response: { 200: PresetList } } },
      async () => ({ items: [...presets] }),
    )

    app.get(
      '/lifecycle/schema',
      {
        config,
        schema: {
          tags,
          summary: 'JSON Schema of the document, for editors',
          response: { 200: z.record(z.string(), z.unknown()) },
        },
      },
      async () => ({ ...lifecycleJsonSchema() }),
    )
  }
}
