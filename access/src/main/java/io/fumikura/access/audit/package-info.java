/**
 * The record of who did what: one line of JSON for each administrative act, each search and each
 * refused credential. Start reading at {@link io.fumikura.access.audit.AuditLog}.
 */
@NullMarked
package io.fumikura.access.audit;

import org.jspecify.annotations.NullMarked;
