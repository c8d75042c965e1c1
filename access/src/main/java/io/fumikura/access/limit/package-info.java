/**
 * How much one caller may ask at once: requests per minute and open event streams. Plain Java.
 * Start reading at {@link io.fumikura.access.limit.RequestLimits}.
 */
@NullMarked
package io.fumikura.access.limit;

import org.jspecify.annotations.NullMarked;
