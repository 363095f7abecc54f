-- Identities that a person took from one contact and gave to another: processes that remember whose they were look here.
create table identity_moves (
  id bigint generated always as identity primary key,
  kind text not null,
  value text not null,
  from_id uuid not null,
  to_id uuid not null,
  moved_at timestamptz(3) not null,
  moved_by jsonb not null
);
