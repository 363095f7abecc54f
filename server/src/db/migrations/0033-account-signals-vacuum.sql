-- Signals live for a moment: what is left of them is cleared away soon, or every look for new ones goes through it.
alter table account_signals set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_insert_threshold = -1);
