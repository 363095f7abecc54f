-- Search by the beginning of an address or a name. Both change rarely, so that events seldom touch these.
create index identities_email_beginning on identities (value text_pattern_ops) where kind = 'email';
create index contacts_name_beginning on contacts (lower(name) text_pattern_ops) where name is not null;
