-- States of contacts with long histories as they once were: what came of an event is told from the mark before it, not from the beginning.
create table state_marks (
  contact_id uuid not null,
  seq integer not null,
  bucket smallint not null,
  state_key text not null,
  state text not null,
  primary key (contact_id, seq, bucket)
);
