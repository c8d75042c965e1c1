-- What was said in a conversation, where the operator wants that kept. It belongs to one caller.
create table query.conversation_turn (
    id           uuid primary key,
    tenant       text        not null,
    caller       text        not null,
    conversation uuid        not null,
    asked_at     timestamptz not null,
    question     text        not null,
    answer       text        not null
);

create index conversation_turn_of on query.conversation_turn (tenant, caller, conversation, asked_at);
create index conversation_turn_by on query.conversation_turn (tenant, caller, asked_at);
create index conversation_turn_asked_at on query.conversation_turn (asked_at);
