import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { HomeView } from '../../contract/home.ts'
import type { Ripen } from '../../flows/ripen.ts'
import { showHome } from '../../flows/show-home.ts'
import { callerOf } from '../caller.ts'
import { type Caller, mayAnswer, mayChange, mayMove, mayRead } from '../permissions.ts'
import { visibleOf } from '../visible.ts'

/** Somebody of sales who was put in no team stands for this one. */
const SALES = ['sales']

export function homeRoutes(ripen: Ripen) {
  return async (untyped: FastifyInstance) => {
    const app = untyped.withTypeProvider<ZodTypeProvider>()

    app.get(
      '/home',
      {
        config: { permission: mayRead },
        schema: {
          tags: ['Home'],
          summary: 'What needs whoever asks, and what moved of late',
          response: { 200: HomeView },
        },
      },
      async (request) => {
        const caller = callerOf(request)
        const sales = salesTeams(caller)
        return showHome(ripen, {
          visible: await visibleOf(ripen, request),
          mayMove: mayMove(caller),
          mayChange: mayChange(caller),
          waitingFor: sales,
          teams: sales,
          isOf: caller.by === 'person' && mayAnswer(caller) ? caller.teams : [],
        })
      },
    )
  }
}

function salesTeams(caller: Caller): readonly string[] | null {
  if (caller.by !== 'person' || caller.role !== 'sales') return null
  return caller.teams.length === 0 ? SALES : caller.teams
}
