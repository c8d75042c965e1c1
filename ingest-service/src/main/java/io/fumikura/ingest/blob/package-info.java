/**
 * The originals, in a folder for each tenant, named by the SHA-256 of their content. Plain file
 * access; who may delete what is decided in {@code store}. Start at {@link
 * io.fumikura.ingest.blob.BlobStore}.
 */
@NullMarked
package io.fumikura.ingest.blob;

import org.jspecify.annotations.NullMarked;
