/**
 * Bytes to pages, blocks and lines, one package a family of formats. Depends on parsing libraries
 * and the error catalogue only. Start at {@link io.fumikura.ingest.parse.DocumentParser}.
 */
@NullMarked
package io.fumikura.ingest.parse;

import org.jspecify.annotations.NullMarked;
