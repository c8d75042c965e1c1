/**
 * Who may do what, the same in all four services: a credential becomes a {@link
 * io.fumikura.access.Caller} with a tenant, scopes and groups. Start reading there. Plain Java;
 * {@code access.http} meets Quarkus.
 */
@NullMarked
package io.fumikura.access;

import org.jspecify.annotations.NullMarked;
