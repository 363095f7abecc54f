import type { TeamView } from '../../contract/people.ts'
import { AppError } from '../../domain/app-error.ts'
import type { Ripen } from '../ripen.ts'

class NoSuchTeam extends AppError {
  override name = 'NoSuchTeam'
  readonly place = 'teams'
  constructor(team: string, teams: readonly string[]) {
    super(
      'invalid',
      teams.length === 0
        ? 'The lifecycle names no teams. List them there under `teams` first.'
        : `The lifecycle has no team ${team.slice(0, 100)}. There are ${teams.join(', ')}.`,
    )
  }
}

/** Teams of the lifecycle in force. */
export async function listTeams(ripen: Ripen): Promise<TeamView[]> {
  const teams = (await ripen.programs.head(ripen.db.pool))?.document.teams ?? []
  return teams.map((team) =>
    typeof team === 'string' ? { key: team, name: team } : { key: team.key, name: team.name ?? team.key },
  )
}

/** @throws {NoSuchTeam} for the first that the lifecycle does not know; those that somebody has already may stay. */
export async function checkTeams(ripen: Ripen, wanted: readonly string[], had: readonly string[] = []): Promise<void> {
  const teams = (await listTeams(ripen)).map(({ key }) => key)
  const unknown = wanted.find((team) => !teams.includes(team) && !had.includes(team))
  if (unknown !== undefined) throw new NoSuchTeam(unknown, teams)
}
