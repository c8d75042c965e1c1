-- What the bytes of a generation are: a document that is being replaced may get another format.
alter table document_blobs add column content_type text;
update document_blobs b set content_type = d.content_type from documents d
    where d.id = b.document_id and d.generation = b.generation;
-- How sure OCR was, 0 to 1; null where the text was not recognised. Pages below a threshold are listed.
alter table pages add column confidence real;
alter table lines add column confidence real;
create index pages_by_confidence on pages (confidence) where confidence is not null;
-- Which lines of the page make up which blocks, as JSON; null for pages read before this was kept.
alter table pages add column blocks text;
