-- Which process reads a document, or a part of a long one, and how many readings before never ended.
alter table documents add column read_by uuid;
alter table documents add column unended integer not null default 0;
create index documents_by_reader on documents (read_by) where read_by is not null;
alter table page_parts add column read_by uuid;
alter table page_parts add column unended integer not null default 0;
