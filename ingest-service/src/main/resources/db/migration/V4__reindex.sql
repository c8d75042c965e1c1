-- Building the index for another embedding model beside the one that is searched.
create table reindexes (
    id           uuid primary key,
    source       text        not null,
    target       text        not null,
    dimension    integer     not null,
    model_digest text        not null,
    state        text        not null,
    error        text,
    worker       uuid,
    lease_until  timestamptz,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    switched_at  timestamptz
);
create unique index reindexes_active on reindexes ((true)) where state in ('RUNNING', 'ROLLING_BACK');

-- Which generation of a document is in which collection: passages 0 to written - 1 are written, and a
-- published one is found by whoever searches there.
create table index_copies (
    index_compat text    not null,
    document_id  uuid    not null references documents,
    generation   integer not null,
    written      integer not null,
    published    boolean not null,
    primary key (index_compat, document_id)
);
create index index_copies_by_document on index_copies (document_id);

-- The collection that the newest generation is written to; another one, and it starts over.
alter table documents add column index_compat text;

-- The row stays, without its record, so that the letter is known should Kafka deliver it again.
alter table dead_letters add column discarded_at timestamptz;
