-- The oldest rows of each topic, however many wait for another one. By time, because to find them by id the
-- planner takes the primary key, and walks over all the others.
create index outbox_by_topic on outbox (topic, created_at, id);
