-- Files whose rows were brought into histories. Their events have `import:<id>` as their source.
create table imports (
  id uuid primary key,
  file_name text not null,
  -- Where the file lies: the path that a command was given, or the copy of an upload below the data folder.
  path text not null,
  -- Equal for the same file read in the same way: a run that was stopped is found by it and goes on.
  fingerprint text not null,
  -- The mapping as YAML, and how the file is read: encoding, delimiter, zone, formats of dates.
  mapping text not null,
  reading jsonb not null,
  -- Uploads are imported by the server, files by the command that names them.
  run_by text not null check (run_by in ('server', 'command')),
  state text not null check (state in ('running', 'done', 'failed', 'undoing', 'undone')),
  -- Rows whose outcome is written down; a run that goes on begins behind them.
  rows bigint not null,
  imported bigint not null,
  duplicates bigint not null,
  rejected bigint not null,
  bytes bigint not null,
  bytes_read bigint not null,
  -- Path of the file with the rows that were not taken; null where all were.
  rejects text,
  -- What was noticed and hinders nothing: stages that the lifecycle does not have, hours that were skipped.
  notices jsonb not null,
  -- Why it failed, in a sentence.
  failure text,
  actor jsonb not null,
  undone_by jsonb,
  started_at timestamptz(3) not null,
  finished_at timestamptz(3),
  undone_at timestamptz(3)
);
create index imports_newest on imports (started_at desc, id desc);
create index imports_running on imports (run_by) where state = 'running';

-- Files that were uploaded, or are being uploaded, and are not yet imported.
create table import_files (
  id uuid primary key,
  file_name text not null,
  bytes bigint not null,
  created_at timestamptz(3) not null
);
