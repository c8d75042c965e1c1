-- Everything ingest-service knows. The text of every chunk is kept, so that a new embedding model
-- means embedding again and not reading again.

create table documents (
    id                 uuid primary key,
    tenant             text        not null,
    given_title        text,
    title              text        not null,
    file_name          text,
    content_type       text        not null,
    sha256             text        not null,
    size               bigint      not null,
    tags               varchar[]   not null,
    metadata           text        not null,
    state              text        not null,
    generation         integer     not null,
    indexed_generation integer,
    pages              integer     not null,
    chunks             integer     not null,
    chunks_indexed     integer     not null,
    error_code         text,
    error_detail       text,
    source             text        not null,
    event_time         timestamptz,
    created_at         timestamptz not null,
    updated_at         timestamptz not null,
    removed_at         timestamptz
);
create index documents_by_tenant on documents (tenant, created_at desc, id);
create index documents_by_content on documents (tenant, sha256);

-- Which bytes a generation was made from; a blob without a row here may be deleted.
create table document_blobs (
    document_id uuid    not null references documents,
    generation  integer not null,
    sha256      text    not null,
    primary key (document_id, generation)
);
create index document_blobs_by_content on document_blobs (sha256);

create table pages (
    document_id uuid    not null references documents,
    generation  integer not null,
    number      integer not null,
    width       real,
    height      real,
    primary key (document_id, generation, number)
);

create table lines (
    document_id  uuid    not null references documents,
    generation   integer not null,
    page         integer not null,
    number       integer not null,
    text         text    not null,
    box_left     real,
    box_top      real,
    box_right    real,
    box_bottom   real,
    primary key (document_id, generation, page, number)
);

create table chunks (
    document_id uuid    not null references documents,
    generation  integer not null,
    ordinal     integer not null,
    page        integer not null,
    first_line  integer not null,
    last_line   integer not null,
    text        text    not null,
    indexed     boolean not null,
    primary key (document_id, generation, ordinal)
);

-- One row for each event that was taken in: what it became, so that a repetition is recognised.
create table inbox (
    consumer    text        not null,
    event_id    text        not null,
    document_id uuid        not null,
    generation  integer     not null,
    received_at timestamptz not null,
    primary key (consumer, event_id)
);

create table outbox (
    id         bigint generated always as identity primary key,
    topic      text        not null,
    key        text,
    headers    text        not null,
    value      bytea       not null,
    created_at timestamptz not null
);

create table dead_letters (
    id          uuid primary key,
    tenant      text        not null,
    document_id uuid,
    topic       text        not null,
    partition   integer     not null,
    "offset"    bigint      not null,
    key         text,
    value       bytea       not null,
    stage       text        not null,
    code        text        not null,
    reason      text        not null,
    attempts    integer     not null,
    created_at  timestamptz not null,
    replayed_at timestamptz
);
create index dead_letters_by_time on dead_letters (created_at desc);

create table idempotency_keys (
    tenant      text        not null,
    key         text        not null,
    sha256      text        not null,
    document_id uuid        not null,
    created_at  timestamptz not null,
    primary key (tenant, key)
);
