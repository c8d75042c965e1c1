-- Whose question and whose thumb it was, and who asked or gave it.
alter table query.query_log add column tenant text not null default 'default';
alter table query.query_log add column caller text not null default 'anyone';
alter table query.query_log alter column tenant drop default;
alter table query.query_log alter column caller drop default;

alter table query.feedback add column tenant text not null default 'default';
alter table query.feedback add column caller text not null default 'anyone';
alter table query.feedback alter column tenant drop default;
alter table query.feedback alter column caller drop default;
drop index query.feedback_given_at;
create index feedback_given_at on query.feedback (tenant, given_at, id);
