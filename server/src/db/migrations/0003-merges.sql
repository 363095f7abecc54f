-- Merges are few and asked for often: whose history lies in several rows.
create index events_merges on events (contact_id) where kind = 'merge';
