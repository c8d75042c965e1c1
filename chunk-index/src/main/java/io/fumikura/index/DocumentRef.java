package io.fumikura.index;

import java.util.UUID;

/** A document of a tenant. */
public record DocumentRef(String tenant, UUID id) {}
