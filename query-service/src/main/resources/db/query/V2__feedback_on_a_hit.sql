-- Which hit a thumb is about; null: the response as a whole.
alter table query.feedback add column document_id uuid;
alter table query.feedback add column ordinal integer;
alter table query.feedback add constraint feedback_hit
    check ((document_id is null) = (ordinal is null));

create index feedback_given_at on query.feedback (given_at, id);
