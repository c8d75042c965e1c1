@NullMarked
package io.fumikura.ingest.export;

import org.jspecify.annotations.NullMarked;
