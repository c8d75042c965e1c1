package io.fumikura.access.http;

import io.fumikura.access.audit.AuditLog;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where the plain classes meet the container. */
@Singleton
class AccessBeans {
    @Produces
    @Singleton
    AuditLog audit() {
        return new AuditLog();
    }
}
