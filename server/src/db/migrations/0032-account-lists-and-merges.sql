-- Accounts of one stage, and of one owner, in the order of the list.
create index accounts_by_stage on accounts (stage, lower(coalesce(name, domain, '')), id) where stage is not null;
create index accounts_by_owner on accounts (owner, lower(coalesce(name, domain, '')), id) where owner is not null;

-- Accounts that a person joined, with what is needed to part them again.
create table account_merges (
  id uuid primary key,
  survivor uuid not null,
  other uuid not null,
  at timestamptz(3) not null,
  -- Names, deals and events that went to the survivor.
  identities jsonb not null,
  opportunities jsonb not null,
  events jsonb not null,
  undone_at timestamptz(3)
);
create index account_merges_other on account_merges (other);

-- Whose people were moved by it.
create table account_merge_members (
  merge_id uuid not null,
  contact_id uuid not null,
  primary key (merge_id, contact_id)
);
