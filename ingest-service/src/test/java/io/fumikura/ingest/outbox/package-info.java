@NullMarked
package io.fumikura.ingest.outbox;

import org.jspecify.annotations.NullMarked;
