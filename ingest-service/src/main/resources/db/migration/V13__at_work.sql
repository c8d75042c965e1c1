-- Documents at work, to find those that are stuck.
create index documents_at_work on documents (created_at)
    where state in ('RECEIVED', 'PARSING', 'EMBEDDING', 'INDEXING');
