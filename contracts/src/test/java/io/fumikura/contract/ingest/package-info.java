@NullMarked
package io.fumikura.contract.ingest;

import org.jspecify.annotations.NullMarked;
