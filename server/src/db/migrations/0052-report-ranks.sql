-- Reports by a dimension rank its values by their people in a period. This is found in an index by itself: the rows are long, and there are many
-- more of them than a period has.
create index report_cells_people on report_cells (track, dimension, month) include (value, people);
