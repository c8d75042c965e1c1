-- Since when a document is neither indexed nor failed nor deleted; and how many there are of each kind,
-- counted from the index alone.
alter table documents add column unfinished_since timestamptz;
update documents set unfinished_since = coalesce(queued_at, updated_at)
    where state not in ('INDEXED', 'FAILED', 'DELETED');
create index documents_by_state on documents (state, unfinished_since);
