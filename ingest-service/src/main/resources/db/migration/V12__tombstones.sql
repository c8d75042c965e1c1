-- What was said of a document goes with it.
update documents set given_title = null, title = '', file_name = null, tags = '{}', metadata = '{}'
    where removed_at is not null;
