-- What somebody does to many contacts at once: found first, foreseen, done page by page, and undone again.
create table bulk_actions (
  id uuid primary key,
  -- What is done: a move, traits, an owner, or people shared out to a team.
  work jsonb not null,
  -- Of whom: ids, or all behind the query of a list but some.
  selection jsonb not null,
  -- Whom whoever asked is shown, and the teams that a move has to be the business of; null: any.
  visible jsonb not null,
  teams text[],
  state text not null check (
    state in ('gathering', 'planning', 'planned', 'running', 'stopped', 'done', 'failed', 'undoing', 'undone')
  ),
  -- It is not foreseen and waits for nobody once its people are found.
  at_once boolean not null,
  -- How far the list has been read.
  cursor text,
  people bigint not null,
  -- The last place that is done in the present state.
  reached bigint not null,
  -- How many would be, and were, done, unchanged and refused, with the reasons; and what was undone.
  foreseen jsonb,
  result jsonb not null,
  undo jsonb not null,
  -- Why it failed, in a sentence.
  failure text,
  actor jsonb not null,
  undone_by jsonb,
  created_at timestamptz(3) not null,
  started_at timestamptz(3),
  finished_at timestamptz(3),
  undone_at timestamptz(3)
);
create index bulk_actions_newest on bulk_actions (created_at desc, id desc);
create index bulk_actions_at_work on bulk_actions (created_at)
where state in ('gathering', 'planning', 'running', 'undoing');

-- Whom it is about, in the order in which they are taken.
create table bulk_people (
  action_id uuid not null references bulk_actions on delete cascade,
  place bigint not null,
  contact_id uuid not null,
  -- The stage that whoever asked saw; moved on since, it is not moved.
  seen text,
  -- Foreseen up to the start, then what became of it.
  outcome text check (outcome in ('done', 'unchanged', 'refused')),
  reason jsonb,
  -- What was done, for taking it back.
  did jsonb,
  undo text check (undo in ('undone', 'left')),
  left_for jsonb,
  primary key (action_id, place)
);
create unique index bulk_people_once on bulk_people (action_id, contact_id);
