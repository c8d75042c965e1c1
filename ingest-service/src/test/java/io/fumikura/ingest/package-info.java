/** Tests of the whole service against real servers, and what they need. */
@NullMarked
package io.fumikura.ingest;

import org.jspecify.annotations.NullMarked;
