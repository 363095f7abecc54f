-- Histories that are kept as files beside the database, for what-ifs. A file whose id is not here was made of another database, or of this one
-- before it was restored from an older copy.
create table kept_histories (
  id uuid primary key,
  made_at timestamptz(3) not null
);
