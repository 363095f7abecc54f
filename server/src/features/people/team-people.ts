import type pg from 'pg'

/** Somebody of a team who can sign in and have a say. */
export interface TeamPerson {
  readonly team: string
  readonly id: string
  readonly name: string
}

/** Who of some teams can sign in and have a say: whoever only reads has none. */
export async function listTeamPeople(
  client: Pick<pg.Pool, 'query'>,
  teams: readonly string[],
): Promise<readonly TeamPerson[]> {
  if (teams.length === 0) return []
  const { rows } = await client.query<TeamPerson>(
    `select t.team, p.id, p.name from people p, unnest(p.teams) as t(team)
    where p.deactivated_at is null and p.role <> 'viewer' and t.team = any($1::text[]) order by t.team, p.name, p.id`,
    [teams],
  )
  return rows
}
