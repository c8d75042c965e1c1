/**
 * PostgreSQL, which a search does not need. Start at {@link io.fumikura.query.database.Database}.
 * Knows nothing of what is kept there.
 */
@NullMarked
package io.fumikura.query.database;

import org.jspecify.annotations.NullMarked;
