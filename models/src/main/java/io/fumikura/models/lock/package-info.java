/** The committed record of approved models. Start at {@link io.fumikura.models.lock.LockFile}. */
@NullMarked
package io.fumikura.models.lock;

import org.jspecify.annotations.NullMarked;
