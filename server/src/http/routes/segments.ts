import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { SegmentKey } from '../../contract/filter.ts'
import {
  ChangeSegment,
  CountPeople,
  CreateSegment,
  PeopleCounted,
  SegmentList,
  SegmentView,
} from '../../contract/segments.ts'
import type { Ripen } from '../../flows/ripen.ts'
import { countPeople } from '../../flows/segments/filter-contacts.ts'
import {
  changeSegment,
  createSegment,
  deleteSegment,
  showSegment,
  showSegments,
} from '../../flows/segments/manage-segments.ts'
import { actorOf, callerOf } from '../caller.ts'
import { mayChange, mayRead } from '../permissions.ts'
import { visibleOf } from '../visible.ts'

const tags = ['Segments']
const params = z.object({ key: SegmentKey })

/** Saved segments, and how many people criteria hold for. */
export function segmentRoutes(ripen: Ripen) {
  return async (untyped: FastifyInstance) => {
    const app = untyped.withTypeProvider<ZodTypeProvider>()

    app.get(
      '/segments',
      {
        config: { permission: mayRead },
        schema: { tags, summary: 'List segments', response: { 200: SegmentList } },
      },
      async () => ({ segments: await showSegments(ripen) }),
    )

    app.get(
      '/segments/:key',
      {
        config: { permission: mayRead },
        schema: { tags, summary: 'One segment', params, response: { 200: SegmentView } },
      },
      async (request) => showSegment(ripen, request.params.key),
    )

    app.post(
      '/segments',
      {
        config: { permission: mayChange },
        schema: { tags, summary: 'Save a segment', body: CreateSegment, response: { 201: SegmentView } },
      },
      async (request, reply) =>
        reply.code(201).send(await createSegment(ripen, request.body, actorOf(callerOf(request)))),
    )

    app.patch(
      '/segments/:key',
      {
        config: { permission: mayChange },
        schema: {
          tags,
          summary: 'Change a segment',
          description: 'What the lifecycle in force copied of it when it was published stays as it was.',
          params,
          body: ChangeSegment,
          response: { 200: SegmentView },
        },
      },
      async (request) => changeSegment(ripen, request.params.key, request.body, actorOf(callerOf(request))),
    )

    app.delete(
      '/segments/:key',
      {
        config: { permission: mayChange },
        schema: {
          tags,
          summary: 'Delete a segment',
          description: 'What the lifecycle in force copied of it when it was published stays.',
          params,
          response: { 204: z.undefined().describe('it is deleted') },
        },
      },
      async (request, reply) => {
        await deleteSegment(ripen, request.params.key, actorOf(callerOf(request)))
        return reply.code(204).send()
      },
    )

    app.post(
      '/segments/count',
      {
        config: { permission: mayRead },
        schema: {
          tags,
          summary: 'Count people by criteria',
          description:
            'Answers within a bounded time: with an estimate, or with how far it is, where not everybody was looked at.',
          body: CountPeople,
          response: { 200: PeopleCounted },
        },
      },
      async (request) => countPeople(ripen, request.body, await visibleOf(ripen, request)),
    )
  }
}
