/**
 * The rows of PostgreSQL and how they are read and written: documents, their pages, lines and
 * chunks, and the inbox. Every method that takes no session must run inside {@link
 * io.fumikura.ingest.store.Transactions}. Start there, then {@link
 * io.fumikura.ingest.store.Documents}.
 */
@NullMarked
package io.fumikura.ingest.store;

import org.jspecify.annotations.NullMarked;
