-- Who stands in no stage of any track: visitors, and people whom no criteria hold for yet. Rows that are merged into others, and those that
-- nothing is left of, stand for nobody.
alter table contacts add column unplaced boolean not null default false;
update contacts c
set unplaced = true
where c.merged_into is null and c.sealed_at is null and c.state <> ''
  and exists (select 1 from identities i where i.contact_id = c.id)
  and not exists (select 1 from positions p where p.contact_id = c.id);
create index contacts_unplaced on contacts (id desc) where unplaced;
