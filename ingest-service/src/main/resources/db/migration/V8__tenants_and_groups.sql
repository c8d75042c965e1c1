-- Who may read a document: nobody else when there are any, the whole tenant when there are none.
alter table documents add column groups varchar[] not null default '{}';

-- The same bytes of two tenants are two originals.
alter table document_blobs add column tenant text;
update document_blobs b set tenant = d.tenant from documents d where d.id = b.document_id;
alter table document_blobs alter column tenant set not null;
drop index document_blobs_by_content;
create index document_blobs_by_content on document_blobs (tenant, sha256);

-- Lists and places in the queue are a tenant's own.
drop index documents_queue;
create index documents_queue on documents (tenant, state, queued_at) where queued_at is not null;
drop index dead_letters_by_time;
create index dead_letters_by_time on dead_letters (tenant, created_at desc);

-- A tenant may have a topic of its own, so a partition's number does not say which it is.
alter table inbox add column topic text;
update inbox set topic = 'fumikura.documents' where partition is not null;
alter table inbox_marks add column topic text not null default 'fumikura.documents';
alter table inbox_marks alter column topic drop default;
alter table inbox_marks drop constraint inbox_marks_pkey;
alter table inbox_marks add primary key (topic, partition);
