-- What publishing a version did to who was in a stage already: they stay (keep), or are moved to where they would stand had it
-- always been in force (restate).
alter table lifecycles add column effect text not null default 'keep' check (effect in ('keep', 'restate'));
alter table drafts add column effect text not null default 'keep' check (effect in ('keep', 'restate'));

-- Of a move that a restating version made: the way on which it came there. It stands for the contact's earlier moves of that track.
alter table transitions add column restated jsonb;
