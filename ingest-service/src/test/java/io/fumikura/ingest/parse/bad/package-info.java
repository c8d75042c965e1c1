/** Files that are damaged, disguised or made to do harm, written by code and the same each time. */
@NullMarked
package io.fumikura.ingest.parse.bad;

import org.jspecify.annotations.NullMarked;
