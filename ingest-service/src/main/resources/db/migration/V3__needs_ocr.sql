-- Pages whose text is in a picture, or in a text layer that is garbage. They are listed and not searched.
alter table pages add column needs_ocr boolean not null default false;
alter table documents add column pages_needing_ocr integer not null default 0;
