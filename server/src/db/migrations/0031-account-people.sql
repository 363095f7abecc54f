-- What people bring to the answers about their account (criteria over several of its people), and what an account shows of them.

-- One row for each thing that a person did, or stage that it stands in, which such a criterion looks at. Made from the histories of contacts.
create table account_marks (
  contact_id uuid not null,
  account_id uuid not null,
  bucket smallint not null,
  -- Which sort of mark: a hash of what is looked for.
  key text not null,
  -- The event, or the place of the move.
  mark text not null,
  at timestamptz(3) not null,
  -- From here on it counts for the account, and up to there.
  from_at timestamptz(3) not null,
  from_place text not null,
  until_at timestamptz(3),
  until_place text,
  primary key (contact_id, account_id, key, mark, from_place, bucket)
);
create index account_marks_newest on account_marks (account_id, key, at desc);

-- That something of an account's people changed: taken away by the worker that folds it.
create table account_signals (
  id uuid primary key,
  account_id uuid not null,
  contact_id uuid not null,
  -- The earliest place from which marks are others; null where none is.
  from_at timestamptz(3),
  from_place text,
  -- People who joined less those who left.
  people smallint not null,
  -- The person moved, or has another role.
  moved boolean not null,
  at timestamptz(3) not null
);
create index account_signals_account on account_signals (account_id);

-- The parts that people have in a purchase: by criteria of the lifecycle, or given by a person, which goes first.
create table account_roles (
  account_id uuid not null,
  contact_id uuid not null,
  role text not null,
  bucket smallint not null,
  -- Null: by the lifecycle's criteria.
  given_by jsonb,
  -- A person said that it is not so, whatever the criteria say.
  refused boolean not null default false,
  at timestamptz(3) not null,
  primary key (account_id, role, contact_id, bucket)
);
create index account_roles_contact on account_roles (contact_id);

alter table accounts
  add column people integer not null default 0,
  add column stage text,
  -- Who or what the stage rests on.
  add column stage_reason jsonb,
  add column stage_since timestamptz(3),
  add column roles_engaged smallint not null default 0,
  add column owner text,
  add column parent_id uuid,
  add column merged_into uuid,
  add column moved_at timestamptz(3),
  -- When time alone may next change what its people answer.
  add column wake_at timestamptz(3),
  add column version integer not null default 1;
update accounts a set people = c.people
from (select account_id, count(*) as people from contacts where account_id is not null and merged_into is null group by account_id) c
where c.account_id = a.id;
create index accounts_wake_at on accounts (wake_at) where wake_at is not null;
create index accounts_parent on accounts (parent_id) where parent_id is not null;
create index accounts_merged on accounts (merged_into) where merged_into is not null;
create index accounts_by_name on accounts (lower(coalesce(name, domain, '')), id);
create index accounts_name_part on accounts using gin (lower(name) gin_trgm_ops) where name is not null;
create index account_identities_part on account_identities using gin (value gin_trgm_ops);
create index accounts_state_key on accounts (state_key, id);
create index opportunities_account on opportunities (account_id, changed_at desc) where account_id is not null;

-- What people changed of accounts, and what became of them: the account's own timeline.
create table account_changes (
  id uuid primary key,
  account_id uuid not null,
  at timestamptz(3) not null,
  kind text not null,
  before jsonb,
  after jsonb,
  actor jsonb not null
);
create index account_changes_newest on account_changes (account_id, id desc);
