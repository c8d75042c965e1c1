@NullMarked
package io.fumikura.ingest.picture;

import org.jspecify.annotations.NullMarked;
