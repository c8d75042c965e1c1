-- When a document began to wait: to be read, or for its vectors. Its place in the queue is how many began
-- before it.
alter table documents add column queued_at timestamptz;
update documents set queued_at = updated_at where state in ('RECEIVED', 'EMBEDDING');
create index documents_queue on documents (state, queued_at) where queued_at is not null;

-- What is old is deleted: events that were taken in, ...
alter table inbox add column partition integer;
alter table inbox add column "offset" bigint;
alter table inbox add column record_time timestamptz;
create index inbox_by_time on inbox (received_at);
-- ... of which only this is remembered: up to here, everything in the partition was taken in.
create table inbox_marks (
    partition   integer primary key,
    "offset"    bigint      not null,
    record_time timestamptz not null
);
create index idempotency_keys_by_time on idempotency_keys (created_at);
create index documents_by_removal on documents (removed_at) where removed_at is not null;

-- Work that one replica does for all, and when one last began with it.
create table chores (
    name     text primary key,
    began_at timestamptz not null
);
