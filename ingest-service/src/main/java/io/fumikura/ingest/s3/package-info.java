/**
 * An S3 server, seen through the few calls that are needed. The only package that knows the client
 * library; nothing of it leaves. Start at {@link io.fumikura.ingest.s3.S3Server}.
 */
@NullMarked
package io.fumikura.ingest.s3;

import org.jspecify.annotations.NullMarked;
