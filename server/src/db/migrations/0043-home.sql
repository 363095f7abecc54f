-- Contacts for whom a move waits for somebody's word: few, and their writers touch this only when that changes.
create index contacts_proposed on contacts (id desc) where proposals is not null;
