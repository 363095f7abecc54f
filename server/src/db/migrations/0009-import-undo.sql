-- What only imports brought can be taken back: the imports by which somebody is named so; null where a message named them so too.
alter table identities add column imports uuid[];
alter table account_identities add column imports uuid[];
-- Through which key or import an event of an account came; null for older ones.
alter table account_events add column source text;

-- What an import that is being undone has still to be taken out of; `gather` while that is yet to be found out.
create table import_undo (
  import_id uuid not null,
  kind text not null check (kind in ('gather', 'account', 'contact', 'member')),
  row_id uuid not null,
  primary key (import_id, kind, row_id)
);

-- Undone imports of a contact: what its timeline leaves out.
create index events_undos on events (contact_id) where kind = 'void' and data ? 'import';
