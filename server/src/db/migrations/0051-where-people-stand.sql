-- Who is put in order by when they moved, as those whom a search or a small segment names, is looked up by id: the index alone tells it then.
alter table positions drop constraint positions_pkey, add primary key (contact_id, track, bucket) include (stage, since);
