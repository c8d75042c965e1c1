-- Why the picture of a page was not read, though OCR is there; of a document, why the first such page was not.
alter table pages add column ocr_problem text;
alter table documents add column ocr_problem text;
