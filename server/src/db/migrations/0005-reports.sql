-- Reports: everything that they ask for is counted beforehand, from the ledger alone.
alter table transitions add column campaign text;
create index transitions_entered on transitions (track, to_stage, at desc, contact_id desc);

-- How many contacts are in each stage now, kept by every write in rows of its own lane.
create table stage_counts (
  lane smallint not null,
  track text not null,
  stage text not null,
  count bigint not null,
  primary key (lane, track, stage)
);
insert into stage_counts (lane, track, stage, count)
  select lane, track, stage, sum(count) from rollups where measure = 'now' group by lane, track, stage;
drop table rollups;

-- What reports are made of: for each value of each dimension and each month one row of counts.
create table report_cells (
  track text not null,
  dimension text not null,
  value text not null,
  -- Empty for who is where now.
  month text not null,
  -- First entries of all stages together, or who is where now: to find the values with most people.
  people bigint not null,
  cells json not null,
  -- Histograms of the times between stages.
  times json not null,
  primary key (track, dimension, value, month)
);

-- Values that have rows of their own; once a dimension has 10,000, all others are counted as one.
create table report_values (
  dimension text not null,
  value text not null,
  primary key (dimension, value)
);

-- Contacts whose ledger changed since they were counted, with how it was before: [id, nth, seq, merged, version].
create table report_changes (
  id bigint generated always as identity primary key,
  contacts integer not null,
  changes json not null
);

-- One row: how far the count of all contacts is, which this migration asks for.
create table report_counting (
  id smallint primary key default 1 check (id = 1),
  done bigint not null,
  total bigint not null,
  finished_at timestamptz(3)
);
insert into report_counting (done, total, finished_at)
  select 0, count(*), case when count(*) = 0 then clock_timestamp() end from contacts;
