-- Counts of the reports take a tenth of the space and of the time to read when they are packed; and every single time between two stages is
-- kept, so that no report looks for them in the ledger. Both are made by counting everybody once more, in the background.
drop table report_cells;
create table report_cells (
  track text not null,
  dimension text not null,
  value text not null,
  -- Empty for who is where now.
  month text not null,
  -- First entries of all stages together, or who is where now: to find the values with most people.
  people bigint not null,
  -- Pairs of numbers: which cell, and its count.
  cells bytea not null,
  -- Histograms of the times between stages: which pair, how many buckets, and each with its count.
  times bytea not null,
  primary key (track, dimension, value, month)
);
alter table report_cells alter column cells set storage external, alter column times set storage external;

-- The numbers that stand for cells. Only ever added to.
create table report_cell_names (
  code integer primary key,
  name text not null unique
);

-- The numbers that stand for values. Only ever added to; 0 is all beyond the first 10,000.
alter table report_values add column code integer;
update report_values v
set code = n.code
from (select dimension, value, row_number() over (partition by dimension order by value) as code from report_values) n
where v.dimension = n.dimension and v.value = n.value;
alter table report_values alter column code set not null, add unique (dimension, code);

-- Single times from the first entry into a stage, in a month, to the next into another. What is new comes as a small part of its own; parts
-- are put together when they have grown to about the same size.
create table report_times (
  track text not null,
  from_stage text not null,
  to_stage text not null,
  month text not null,
  part integer not null,
  -- How many times were added, and how many of the parts before were taken away: these stand behind the others.
  added integer not null,
  taken integer not null,
  -- Six bytes each: milliseconds.
  times bytea not null,
  -- Two bytes each, one dimension after the other: what was stamped on the first entry. Null between stages that are not neighbours.
  stamps bytea,
  primary key (track, from_stage, to_stage, month, part)
);
alter table report_times alter column times set storage external, alter column stamps set storage external;

update report_counting
set done = 0, total = (select count(*) from contacts),
  finished_at = case when exists (select from contacts) then null else coalesce(finished_at, clock_timestamp()) end;
