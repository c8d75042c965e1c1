-- How many attempts to read the newest generation have begun.
alter table documents add column attempts integer not null default 0;
update documents set attempts = 1 where state not in ('RECEIVED', 'DELETED');

-- What was said of a document goes with it.
update documents set given_title = null, title = '', file_name = null, tags = '{}', metadata = '{}'
    where removed_at is not null;
