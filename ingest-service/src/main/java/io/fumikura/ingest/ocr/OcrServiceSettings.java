package io.fumikura.ingest.ocr;

import java.net.URI;
import java.time.Duration;

/**
 * Where another process reads pages, and how much it is asked.
 *
 * @param url base address; nothing else is contacted
 * @param pageTime for one page, everything included
 * @param concurrency pages it is sent at the same time
 */
public record OcrServiceSettings(URI url, Duration pageTime, int concurrency) {
    public OcrServiceSettings {
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http
                || url.getHost() == null
                || url.getRawUserInfo() != null
                || url.getRawQuery() != null
                || url.getRawFragment() != null) {
            throw new IllegalStateException(
                    "ingest.ocr.url is \"%s\", and should be like http://localhost:8085"
                            .formatted(url));
        }
        if (pageTime.isNegative() || pageTime.isZero() || concurrency < 1) {
            throw new IllegalArgumentException("a page needs time and a place");
        }
    }

    URI at(String path) {
        return URI.create(url.toString().replaceAll("/+$", "") + path);
    }
}
