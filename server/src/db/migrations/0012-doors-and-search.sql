-- Moves by the values that reports break them down by: people behind a number of a rare value are found without looking at all others. One index
-- for all dimensions holds a mark for each value of a move into a stage, in periods of 28 days from the year 2000; the period stands first, so that
-- what comes in now lies together.
create function period_of(at timestamptz) returns integer
language sql immutable parallel safe
return greatest(0, ((at at time zone 'UTC')::date - date '2000-01-01') / 28);

create function mark_of(stage text, period integer, dimension integer, value text) returns bigint
language sql immutable parallel safe
return (period::bigint << 44)
  | (hashtextextended(coalesce(value, '(empty)'), hashtextextended(stage, dimension)) & ((1::bigint << 44) - 1));

create function transition_marks(stage text, at timestamptz, source text, tipping text, origin text, campaign text, owner text, team text,
  country text, account_tier text, version text) returns bigint[]
language sql immutable parallel safe
return array[
  mark_of(stage, period_of(at), 0, source),
  mark_of(stage, period_of(at), 1, tipping),
  mark_of(stage, period_of(at), 2, origin),
  mark_of(stage, period_of(at), 3, campaign),
  mark_of(stage, period_of(at), 4, owner),
  mark_of(stage, period_of(at), 5, team),
  mark_of(stage, period_of(at), 6, country),
  mark_of(stage, period_of(at), 7, account_tier),
  mark_of(stage, period_of(at), 8, version)
];

create index transitions_marks on transitions
using gin (transition_marks(to_stage, at, original_source, tipping_source, origin, campaign, owner, team, country, account_tier, version::text))
-- What waits to be sorted into the index is read by every question.
with (fastupdate = on, gin_pending_list_limit = 1024);

-- Search for a part of a name or of an address. Both change rarely, so that events seldom touch these.
create extension if not exists pg_trgm;

-- Names and addresses of all rows that were merged into one. Strict, so that it is not made part of every question: few rows have any.
create function texts_of_merged(contact uuid) returns setof text
language sql stable strict
begin atomic
  with recursive family as (
    select c.id, c.name from contacts c where c.merged_into = contact
    union
    select c.id, c.name from family f join contacts c on c.merged_into = f.id
  )
  select lower(f.name) from family f where f.name is not null
  union all
  select i.value from family f join identities i on i.contact_id = f.id where i.kind = 'email';
end;

create index identities_email_part on identities using gin (value gin_trgm_ops) where kind = 'email';
create index contacts_name_part on contacts using gin (lower(name) gin_trgm_ops) where name is not null;
