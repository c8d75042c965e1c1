-- Pages of a long document between being read, by any replica, and being cut into passages.
create table page_parts (
    document_id uuid    not null references documents,
    generation  integer not null,
    first_page  integer not null,
    last_page   integer not null,
    content     bytea,
    primary key (document_id, generation, first_page)
);
alter table documents add column pages_total integer;
