create table query.query_log (
    id           uuid primary key,
    asked_at     timestamptz      not null,
    route        text             not null,
    query_text   text,
    query_length integer          not null,
    hits         integer          not null,
    best_score   double precision,
    outcome      text             not null,
    degraded     text             not null,
    total_ms     double precision not null,
    trace_id     text
);

create index query_log_asked_at on query.query_log (asked_at);

-- No foreign key: a feedback is kept even where the row of its query was lost.
create table query.feedback (
    id       uuid primary key,
    query_id uuid        not null,
    given_at timestamptz not null,
    thumbs   text        not null check (thumbs in ('up', 'down')),
    note     text
);

create index feedback_query_id on query.feedback (query_id);
