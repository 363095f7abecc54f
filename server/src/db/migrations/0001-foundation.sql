-- Facts are appended and never edited; everything else here can be made again from them.
-- Tables of contacts carry the contact's bucket in every key, last, so that they can be spread over several machines.

create table lifecycles (
  version integer primary key,
  document text not null,
  published_at timestamptz(3) not null,
  published_by jsonb not null,
  message text not null,
  state_key text not null,
  decision_key text not null,
  -- Stages that are gone, and where their contacts go: of this version and all before.
  migrations jsonb not null,
  -- Opening times by calendar, expanded when it was published.
  openings jsonb not null,
  agreed_by jsonb not null default '[]'
);

create table contacts (
  id uuid not null,
  bucket smallint not null,
  -- Events and transitions recorded so far.
  seq integer not null,
  nth integer not null,
  -- The fold of the history, under state_key; decided under decision_key.
  state text not null,
  state_key text not null,
  decision_key text not null,
  version integer not null,
  -- When it came under its present version; null when it never knew another.
  floor timestamptz(3),
  wake_at timestamptz(3),
  proposals jsonb,
  account_id uuid,
  -- The last line read of each account that it ever belonged to.
  lines_read jsonb not null default '{}',
  merged_into uuid,
  -- Others were merged into it at some time.
  joined boolean not null default false,
  known smallint not null,
  source text,
  email text,
  name text,
  traits jsonb not null,
  created_at timestamptz(3) not null,
  sealed_at timestamptz(3),
  primary key (id, bucket)
) with (fillfactor = 80);
create index contacts_wake_at on contacts (wake_at) where wake_at is not null;
create index contacts_account on contacts (account_id, id) where account_id is not null;
create index contacts_merged on contacts (merged_into) where merged_into is not null;

-- Where contacts stand: the list's own table, so that an event that moves nobody touches no list index.
create table positions (
  contact_id uuid not null,
  track text not null,
  bucket smallint not null,
  stage text not null,
  since timestamptz(3) not null,
  cycle integer not null,
  level text,
  reason text,
  cause text not null,
  nth integer not null,
  primary key (contact_id, track, bucket)
);
create index positions_list on positions (track, stage, since desc, contact_id desc);
create index positions_newest on positions (track, since desc, contact_id desc);

create table identities (
  kind text not null,
  value text not null,
  contact_id uuid not null,
  claimed_at timestamptz(3) not null,
  primary key (kind, value)
);
create index identities_contact on identities (contact_id);

create table events (
  contact_id uuid not null,
  id uuid not null,
  bucket smallint not null,
  seq integer not null,
  kind text not null,
  name text not null,
  data jsonb not null,
  stamp jsonb,
  names smallint not null,
  channel text not null,
  source text not null,
  came_by uuid,
  message_key bytea not null,
  at timestamptz(3) not null,
  sent_at timestamptz(3),
  received_at timestamptz(3) not null,
  primary key (contact_id, id, bucket),
  unique (contact_id, message_key, bucket)
);

create table transitions (
  contact_id uuid not null,
  nth integer not null,
  bucket smallint not null,
  track text not null,
  cycle integer not null,
  at timestamptz(3) not null,
  -- The place in the contact's history: right behind the causing event, or behind the moment (~).
  place text not null,
  from_stage text,
  to_stage text not null,
  level text,
  skipped jsonb not null,
  cause text not null,
  reason text,
  actor jsonb not null,
  rule text,
  version integer not null,
  saw_seq integer not null,
  saw_lines jsonb not null,
  floor timestamptz(3),
  leaves jsonb not null,
  recorded_at timestamptz(3) not null,
  imported boolean not null,
  replayed boolean not null,
  voided_by uuid,
  original_source text,
  tipping_source text,
  origin text,
  owner text,
  team text,
  country text,
  account_tier text,
  primary key (contact_id, nth, bucket)
);
create index transitions_recorded on transitions (recorded_at desc, contact_id desc, nth desc);

create table accounts (
  id uuid not null,
  bucket smallint not null,
  name text,
  domain text,
  traits jsonb not null,
  seq integer not null,
  line_seq integer not null,
  state_key text not null,
  created_at timestamptz(3) not null,
  primary key (id, bucket)
);

create table account_identities (
  kind text not null,
  value text not null,
  account_id uuid not null,
  claimed_at timestamptz(3) not null,
  primary key (kind, value)
);
create index account_identities_account on account_identities (account_id);

create table account_events (
  account_id uuid not null,
  id uuid not null,
  bucket smallint not null,
  -- Given when the account is folded; null until then.
  seq integer,
  kind text not null,
  name text not null,
  data jsonb not null,
  contact_id uuid,
  message_key bytea not null,
  at timestamptz(3) not null,
  received_at timestamptz(3) not null,
  primary key (account_id, id, bucket),
  unique (account_id, message_key, bucket)
);
create index account_events_unfolded on account_events (account_id) where seq is null;

create table account_lines (
  account_id uuid not null,
  seq integer not null,
  bucket smallint not null,
  at timestamptz(3) not null,
  place text not null,
  "values" jsonb not null,
  recorded_at timestamptz(3) not null,
  primary key (account_id, seq, bucket)
);

create table opportunities (
  id text primary key,
  account_id uuid,
  data jsonb not null,
  changed_at timestamptz(3) not null
);

create table opportunity_roles (
  opportunity_id text not null,
  contact_id uuid not null,
  role text,
  primary key (opportunity_id, contact_id)
);
create index opportunity_roles_contact on opportunity_roles (contact_id);

-- Ids that other systems gave to what Ripen knows; many may name one.
create table external_refs (
  system text not null,
  object text not null,
  external_id text not null,
  kind text not null check (kind in ('contact', 'account', 'opportunity')),
  ripen_id text not null,
  primary key (system, object, external_id)
);

create table rollups (
  lane smallint not null,
  measure text not null,
  track text not null,
  stage text not null,
  month text not null,
  source text not null,
  count bigint not null,
  primary key (lane, measure, track, stage, month, source)
);

create table refolds (
  version integer primary key,
  cursor uuid,
  done bigint not null,
  total bigint not null,
  started_at timestamptz(3) not null,
  finished_at timestamptz(3)
);

create table rejected_messages (
  id uuid primary key,
  received_at timestamptz(3) not null,
  source text,
  reason text not null,
  place text not null,
  detail text not null,
  message text not null
);
create index rejected_messages_newest on rejected_messages (received_at desc, id desc);

create table api_keys (
  id uuid primary key,
  name text not null,
  kind text not null check (kind in ('write', 'read', 'full')),
  historical boolean not null,
  prefix text not null,
  hash bytea not null unique,
  created_at timestamptz(3) not null,
  revoked_at timestamptz(3)
);

create table idempotency_keys (
  key_id text not null,
  key text not null,
  body_hash bytea not null,
  status integer not null,
  answer jsonb not null,
  created_at timestamptz(3) not null,
  primary key (key_id, key)
);

create table erasures (
  contact_id uuid primary key,
  erased_at timestamptz(3) not null
);
