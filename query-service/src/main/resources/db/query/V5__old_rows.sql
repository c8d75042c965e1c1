-- Thumbs that have become too old are found by their time alone.
create index feedback_by_age on query.feedback (given_at);
