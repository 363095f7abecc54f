-- Who signs in, and what they did. E-mail addresses are kept in small letters.

create table people (
  id uuid primary key,
  name text not null,
  email text not null unique check (email = lower(email)),
  -- Whoever came by an invitation, a set-up or single sign-on has shown it.
  email_verified boolean not null default true,
  image text,
  role text not null default 'viewer' check (role in ('admin', 'operations', 'marketer', 'sales', 'viewer')),
  -- Keys of the lifecycle's teams.
  teams text[] not null default '{}',
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  deactivated_at timestamptz(3)
);

-- By what somebody signs in: a password, or an account with the single sign-on.
create table sign_ins (
  id uuid primary key,
  person_id uuid not null references people (id),
  provider_id text not null,
  account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz(3),
  refresh_token_expires_at timestamptz(3),
  scope text,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  unique (provider_id, account_id)
);
create index sign_ins_person on sign_ins (person_id);

create table sessions (
  id uuid primary key,
  person_id uuid not null references people (id),
  token text not null unique,
  expires_at timestamptz(3) not null,
  ip_address text,
  user_agent text,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
create index sessions_person on sessions (person_id);

-- What a sign-in at the provider has to come back with.
create table verifications (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
create index verifications_identifier on verifications (identifier);

-- Links that were sent; of each only the hash of its secret.
create table invitations (
  id uuid primary key,
  hash bytea not null unique,
  email text not null check (email = lower(email)),
  role text not null check (role in ('admin', 'operations', 'marketer', 'sales', 'viewer')),
  teams text[] not null,
  invited_by jsonb not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  accepted_at timestamptz(3),
  withdrawn_at timestamptz(3)
);
create index invitations_email on invitations (email);

create table password_resets (
  id uuid primary key,
  hash bytea not null unique,
  person_id uuid not null references people (id),
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3)
);
create index password_resets_person on password_resets (person_id);

-- How often something was tried of late, by a hash of what and by whom.
create table attempts (
  key bytea primary key,
  count integer not null,
  began_at timestamptz(3) not null
);

create table settings (
  key text primary key,
  value jsonb not null,
  changed_at timestamptz(3) not null
);

-- What people and keys did. Appended, never edited.
create table audit_log (
  id uuid primary key,
  at timestamptz(3) not null,
  actor jsonb not null,
  action text not null,
  subject text not null,
  subject_id text,
  subject_name text,
  before jsonb,
  after jsonb
);
create index audit_log_action on audit_log (action, id desc);
create index audit_log_actor on audit_log ((coalesce(actor->>'user', actor->>'key')), id desc);

alter table api_keys add column last_used_at timestamptz(3);
