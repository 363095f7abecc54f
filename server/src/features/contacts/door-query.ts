import { sqlTime } from '../../db/column-values.ts'
import { columnOf, dated, standing } from '../../db/standing-sql.ts'
import { EMPTY } from '../../domain/cells.ts'
import type { StageKey } from '../../domain/facts.ts'
import { dimensions, MOST_VALUES, OTHER } from '../../domain/reports/dimensions.ts'
import type { Door, DoorPlace } from './door.ts'

/** Moves by the marks of their values: for each of a dimension one, which is the same for moves into a stage within four weeks. */
const marks = `transition_marks(t.to_stage, t.at, ${dimensions.map((dimension) => `t.${columnOf[dimension]}`).join(', ')})`

/** Periods of 28 days, counted from the first day of 2000. */
export interface Periods {
  readonly first: number
  readonly last: number
}

/** The statements of a door. Words of the query go as parameters. */
export class DoorQuery {
  readonly values: unknown[]
  readonly #door: Door
  readonly #after: string

  constructor(door: Door, track: string, after: Pick<DoorPlace, 'at' | 'contact'> | null) {
    this.#door = door
    this.values = [track]
    this.#after =
      after === null
        ? ''
        : `and (at, contact_id) < (${this.#param(sqlTime(after.at))}::timestamptz, ${this.#param(after.contact)}::uuid)`
  }

  /**
   * The first people in the order of the list. `offset 0` keeps the questions out of the parts, of which one may have nobody to show and would
   * be read to its end.
   *
   * @param budget most entries to be looked at
   */
  walk(count: number, budget: number | null): string {
    const bound = budget === null ? 'offset 0' : `limit ${this.#param(budget)}`
    return `select contact_id as contact, bucket, at
      from (select * from (${this.#inOrder()}) places order by at desc, contact_id desc ${bound}) t
      where ${this.#asked()}
      order by at desc, contact_id desc limit ${this.#param(count)}`
  }

  /** The last entry that a walk with a budget looks at, and the first moment of all entries; none where there are fewer. */
  end(budget: number): string {
    return `select e.*, o.at as oldest
      from (
        select contact_id as contact, bucket, at from (${this.#inOrder()}) places
        order by at desc, contact_id desc offset ${this.#param(budget - 1)} limit 1
      ) e
      cross join (
        select min(f.at) as at from unnest(${this.#param(stagesOf(this.#door))}::text[]) s(stage)
        cross join lateral (
          select at from transitions where track = $1 and to_stage = s.stage order by at limit 1
        ) f
      ) o`
  }

  /**
   * The first people among those with the door's value in some periods, and how many entries were found at all, `most` at most.
   */
  marked({ first, last }: Periods, count: number, most: number): string {
    const { by, key } = this.#door
    const dimension = by === null ? -1 : dimensions.indexOf(by)
    return `with hits as materialized (
        select t.* from transitions t
        where ${marks} && (
          select array_agg(mark_of(s.stage, p.period, ${dimension}, ${this.#param(key)}))
          from unnest(${this.#param(stagesOf(this.#door))}::text[]) s(stage), generate_series(${this.#param(first)}::int, ${this.#param(last)}::int) p(period)
        )
        limit ${this.#param(most)}
      )
      select hits.count as probed, t.contact_id as contact, t.bucket, t.at
      from (select count(*) as count from hits) hits
      left join lateral (
        select contact_id, bucket, at
        from (
          select * from hits t
          where track = $1 and to_stage = any(${this.#param(stagesOf(this.#door))}::text[]) ${this.#period()} ${this.#value('t')} ${this.#after}
          order by at desc, contact_id desc offset 0
        ) t
        where ${this.#askedOfMarked()}
        order by at desc, contact_id desc limit ${this.#param(count)}
      ) t on true
      order by t.at desc, t.contact_id desc`
  }

  /** Entries in the order of the list: each stage by its own part of the index, merged by time. */
  #inOrder(): string {
    const door = this.#door
    if (door.behind === 'present')
      return `select contact_id, bucket, at, track from (
          select p.contact_id, p.bucket, p.since as at, p.track from positions p
          where p.track = $1 and p.stage = ${this.#param(door.stage)}
        ) t
        where true ${this.#period()} ${this.#after}`
    return door.stages
      .map(
        (stage) =>
          `(select * from transitions t
            where track = $1 and to_stage = ${this.#param(stage)} ${this.#period()} ${this.#after} order by at desc, contact_id desc)`,
      )
      .join(' union all ')
  }

  /** What is asked of an entry in the order of the list. */
  #asked(): string {
    const door = this.#door
    if (door.behind !== 'present') return `${this.#counts(door)} ${this.#value('t')}`
    return `coalesce((
        select true from (
          select * from transitions x
          where x.contact_id = t.contact_id and x.track = t.track and x.voided_by is null
          order by x.nth desc limit 1
        ) x
        where true ${this.#value('x')}
      ), false)`
  }

  /** What is asked of an entry that has the value already. */
  #askedOfMarked(): string {
    const door = this.#door
    if (door.behind !== 'present') return this.#counts(door)
    return `t.nth = (
        select x.nth from transitions x
        where x.contact_id = t.contact_id and x.track = t.track and x.voided_by is null
        order by x.nth desc limit 1
      ) and coalesce((
        select true from positions p
        where p.contact_id = t.contact_id and p.track = t.track and p.bucket = t.bucket and p.stage = t.to_stage
      ), false)`
  }

  /** Whether an entry is what the number counted. Asked of one row after the other: a page ends long before all of them. */
  #counts(door: Exclude<Door, { behind: 'present' }>): string {
    return `${door.behind === 'entries' ? this.#isFirst(door) : this.#isLatest(door)} and ${standsForItself}`
  }

  #isFirst({ dated: onlyDated, stages, later }: Extract<Door, { behind: 'entries' }>): string {
    const counts = onlyDated ? dated : standing
    const wentOn =
      later === null
        ? ''
        : `and ${later.passed ? '' : 'not '}coalesce((
            select true from transitions l
            where l.contact_id = t.contact_id and l.track = t.track and l.nth > t.nth
              and l.to_stage = any(${this.#param(later.stages)}::text[]) and ${later.dated ? dated('l') : standing('l')}
            limit 1
          ), false)`
    return `${counts('t')}
      and t.nth = (
        select x.nth from transitions x
        where x.contact_id = t.contact_id and x.track = t.track
          and x.to_stage = any(${this.#param(stages)}::text[]) and ${counts('x')}
        order by x.nth limit 1
      ) ${wentOn}`
  }

  /** Each person once, by the latest of its moves. */
  #isLatest(door: Extract<Door, { behind: 'moves' }>): string {
    const stage = this.#param(door.stage)
    const moved = (alias: string) =>
      door.way === 'in'
        ? `${alias}.to_stage = ${stage} and ${dated(alias)}`
        : `${alias}.from_stage = ${stage} and ${alias}.voided_by is null and ${alias}.rule is distinct from 'undated'`
    return `${moved('t')}
      and t.nth = (
        select x.nth from transitions x
        where x.contact_id = t.contact_id and x.track = t.track and ${moved('x')}
        order by x.nth desc limit 1
      )`
  }

  #period(): string {
    const { since, until } = this.#door
    return [
      since === null ? '' : `and t.at >= ${this.#param(sqlTime(since))}::timestamptz`,
      until === null ? '' : `and t.at < ${this.#param(sqlTime(until))}::timestamptz`,
    ].join(' ')
  }

  #value(alias: string): string {
    const { by, key } = this.#door
    if (by === null || key === null) return ''
    const column = `${alias}.${columnOf[by]}`
    if (key === EMPTY) return `and (${column} is null or ${column} = ${this.#param(EMPTY)})`
    if (key !== OTHER) return `and ${column} = ${this.#param(key)}`
    const dimension = this.#param(by)
    return `and (${column} = ${this.#param(OTHER)} or (
        ${column} is not null
        and (select count(*) from report_values v where v.dimension = ${dimension}) >= ${MOST_VALUES}
        and not exists (select from report_values v where v.dimension = ${dimension} and v.value = ${column})
      ))`
  }

  #param(value: unknown): string {
    this.values.push(value)
    return `$${this.values.length}`
  }
}

/** A row that was merged into another counts for nobody. By a look at the row itself: all merged rows may be many. */
const standsForItself = `not coalesce((
    select true from contacts m where m.id = t.contact_id and m.bucket = t.bucket and m.merged_into is not null
  ), false)`

function stagesOf(door: Door): readonly StageKey[] {
  return door.behind === 'present' ? [door.stage] : door.stages
}
