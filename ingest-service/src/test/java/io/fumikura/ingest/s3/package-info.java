@NullMarked
package io.fumikura.ingest.s3;

import org.jspecify.annotations.NullMarked;
