-- How many attempts to read the newest generation have begun; of what was there before, one. A default that
-- is given at once writes no row, so the table is locked for a moment only.
alter table documents add column attempts integer not null default 1;
alter table documents alter column attempts set default 0;
update documents set attempts = 0 where state = 'RECEIVED' and queued_at is not null;
