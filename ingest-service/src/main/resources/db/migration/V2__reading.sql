-- A document is read and written part by part. Which attempt is at it: an attempt that was overtaken by
-- another, after a rebalance for example, sees that here and stops.
alter table documents add column reading uuid;
