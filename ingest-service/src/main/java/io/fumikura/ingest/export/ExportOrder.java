package io.fumikura.ingest.export;

import io.fumikura.ingest.parse.Format;
import io.fumikura.ingest.store.GenerationKey;
import io.fumikura.ingest.store.Source;

/**
 * A document that is to be exported.
 *
 * @param tenant whose it is
 * @param source what it was read from
 * @param from the format of that
 */
public record ExportOrder(
        String tenant,
        GenerationKey key,
        Source source,
        Format from,
        String title,
        ExportFormat to) {}
