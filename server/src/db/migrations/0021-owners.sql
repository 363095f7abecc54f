-- Whose contact it is, as the trait `owner` says: for those who see their own contacts, or those of their team.
alter table contacts add column owner text generated always as (lower(traits->>'owner')) stored;
create index contacts_owner on contacts (owner) where owner is not null;
