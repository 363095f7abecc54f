-- Segments: criteria under a name, or a filter that somebody looks at (without a key, kept for a while). Who is in them is kept by a worker.
create table segments (
  id uuid primary key,
  key text unique,
  name text not null,
  note text not null,
  criteria jsonb not null,
  digest text not null,
  -- What of the lifecycle, of other segments and of its own criteria its members were found with; another: they are found anew.
  found_with text not null,
  -- Writers that began before do not mark whom they change; the first look at everybody waits for them.
  begins_after bigint,
  cursor uuid,
  done integer not null,
  total integer not null,
  filled_at timestamptz(3),
  members integer not null,
  broken text,
  used_at timestamptz(3) not null,
  ended boolean not null,
  created_by jsonb not null,
  created_at timestamptz(3) not null,
  changed_at timestamptz(3) not null
);
create unique index segments_unnamed on segments (digest) where key is null and not ended;

create table segment_members (
  contact_id uuid not null,
  segment_id uuid not null,
  bucket smallint not null,
  primary key (contact_id, segment_id, bucket)
);
create index segment_members_segment on segment_members (segment_id, contact_id);

-- When time alone may next bring a contact into a segment or out of it.
create table segment_wakes (
  contact_id uuid not null,
  bucket smallint not null,
  at timestamptz(3) not null,
  primary key (contact_id, bucket)
);
create index segment_wakes_at on segment_wakes (at);

-- Contacts whose history grew, and accounts with new lines: appended by whoever writes, one row for a group, while there are segments.
create table segment_marks (
  id bigint generated always as identity primary key,
  contacts uuid[] not null,
  account_id uuid
);

-- A JSON value as criteria read a number: numbers, and texts that are nothing else. Null: none.
create function number_of(value jsonb) returns double precision language plpgsql immutable parallel safe as $$
declare
  blank constant text := U&'\0009\000A\000B\000C\000D\0020\00A0\1680\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200A\2028\2029\202F\205F\3000\FEFF';
  said text;
  digits text;
  base integer;
  found double precision := 0;
begin
  if value is null or jsonb_typeof(value) not in ('number', 'string') then
    return null;
  end if;
  said := btrim(value #>> '{}', blank);
  if said ~ '^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$' then
    begin
      return said::double precision;
    exception when numeric_value_out_of_range then
      -- Too near to zero, or too far from it.
      if said ~ '[eE]-' or said ~ '^[+-]?0*\.0*[0-9]*$' then
        return 0;
      end if;
      return case when said like '-%' then '-infinity' else 'infinity' end::double precision;
    end;
  end if;
  if said ~ '^[+-]?Infinity$' then
    return case when said like '-%' then '-infinity' else 'infinity' end::double precision;
  end if;
  if said ~ '^0([xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)$' then
    base := case lower(substr(said, 2, 1)) when 'x' then 16 when 'o' then 8 else 2 end;
    digits := lower(substr(said, 3));
    if length(digits) > 60 then
      digits := right(digits, 60);
    end if;
    for place in 1 .. length(digits) loop
      found := found * base + strpos('0123456789abcdef', substr(digits, place, 1)) - 1;
    end loop;
    return found;
  end if;
  return null;
end
$$;
