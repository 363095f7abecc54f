-- By what contacts are alike, as hashes of normal forms; a worker keeps them in step with what writers mark.
create table duplicate_keys (
  contact_id uuid not null,
  key bigint not null,
  kind text not null check (kind in ('address', 'phone', 'name')),
  primary key (contact_id, key)
);
create index duplicate_keys_key on duplicate_keys (key, contact_id);

-- Contacts that may be one person; of each two the smaller id first. Whoever said that they are two is kept, and they are not proposed again.
create table duplicate_pairs (
  one_id uuid not null,
  other_id uuid not null,
  kinds text[] not null,
  strength smallint not null,
  found_at timestamptz(3) not null,
  apart_at timestamptz(3),
  apart_by jsonb,
  primary key (one_id, other_id),
  check (one_id < other_id)
);
create index duplicate_pairs_other on duplicate_pairs (other_id);
create index duplicate_pairs_open on duplicate_pairs (strength desc, found_at desc, one_id desc, other_id desc) where apart_at is null;

-- Contacts whose names, addresses or phone numbers changed: appended by whoever writes, one row for a group.
create table duplicate_marks (
  id bigint generated always as identity primary key,
  contacts uuid[] not null
);
insert into duplicate_marks (contacts)
select array_agg(id order by id)
from (select id, (row_number() over (order by id) - 1) / 500 as page from contacts where merged_into is null and sealed_at is null and known <> 0) c
group by page
order by page;
