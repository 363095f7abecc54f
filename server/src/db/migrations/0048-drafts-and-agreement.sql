-- Lifecycles that people are at work on, together. What is typed is saved with the revision that it builds on.
create table drafts (
  id uuid primary key,
  name text not null,
  document text not null,
  -- The version that it was made from.
  base integer not null,
  revision integer not null,
  -- The earlier version that it was begun from, to bring it back.
  brings_back integer,
  created_at timestamptz(3) not null,
  created_by jsonb not null,
  changed_at timestamptz(3) not null,
  changed_by jsonb not null,
  -- Discarded, which can be undone, or published as a version.
  closed_at timestamptz(3),
  closed_by jsonb,
  published_version integer
);
create index drafts_open on drafts (changed_at desc, id) where closed_at is null;

-- Who edits a draft, and when last.
create table draft_editors (
  draft_id uuid not null references drafts (id),
  -- The actor's own id.
  editor text not null,
  actor jsonb not null,
  at timestamptz(3) not null,
  primary key (draft_id, editor)
);

-- What the owning teams were asked to agree to: a draft as it stood then, with its effect.
create table proposals (
  id uuid primary key,
  draft_id uuid not null references drafts (id),
  name text not null,
  document text not null,
  base integer not null,
  message text not null,
  differences jsonb not null,
  -- Who would move, as counted when it was asked.
  effect jsonb not null,
  -- Teams whose word is wanted, with the stages and handoffs that are theirs.
  teams jsonb not null,
  asked_at timestamptz(3) not null,
  asked_by jsonb not null,
  -- Taken back by an edit of the draft, or by hand.
  withdrawn_at timestamptz(3),
  withdrawn_by jsonb,
  published_version integer
);
create index proposals_draft on proposals (draft_id, asked_at desc);
create index proposals_open on proposals (asked_at desc) where withdrawn_at is null and published_version is null;

-- What people said of a proposal; the last word of a team but for comments is its answer.
create table proposal_words (
  id uuid primary key,
  proposal_id uuid not null references proposals (id),
  -- Null: a comment in nobody's name.
  team text,
  word text not null check (word in ('agreed', 'change_asked', 'comment')),
  message text not null,
  actor jsonb not null,
  at timestamptz(3) not null
);
create index proposal_words_proposal on proposal_words (proposal_id, id);

-- Under what a version was published beside who agreed: who proposed it, what it decided anew, what it brought back,
-- and why it went without the word of a team.
alter table lifecycles add column terms jsonb;
