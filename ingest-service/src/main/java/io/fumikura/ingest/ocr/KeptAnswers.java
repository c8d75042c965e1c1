package io.fumikura.ingest.ocr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The last answers, packed, up to a number of bytes. A document that had to wait is read again from
 * its first page: without these, two that take turns at a slow service could start over for ever.
 */
final class KeptAnswers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int mostBytes;
    private final Map<String, byte[]> packed = new LinkedHashMap<>(16, 0.75f, true);
    private int bytes;

    KeptAnswers(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    Optional<JsonNode> find(PagePng page) {
        byte[] found;
        synchronized (this) {
            found = packed.get(page.sum());
        }
        if (found == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    JSON.readTree(new InflaterInputStream(new ByteArrayInputStream(found))));
        } catch (IOException e) {
            throw new UncheckedIOException("an answer that was kept", e);
        }
    }

    void keep(PagePng page, JsonNode answer) {
        byte[] kept = pack(answer);
        if (kept.length > mostBytes) {
            return;
        }
        synchronized (this) {
            byte[] before = packed.put(page.sum(), kept);
            bytes += kept.length - (before == null ? 0 : before.length);
            Iterator<byte[]> oldest = packed.values().iterator();
            while (bytes > mostBytes) {
                bytes -= oldest.next().length;
                oldest.remove();
            }
        }
    }

    private static byte[] pack(JsonNode answer) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream deflated = new DeflaterOutputStream(packed)) {
            JSON.writeValue(deflated, answer);
        } catch (IOException e) {
            throw new UncheckedIOException("an answer that was read", e);
        }
        return packed.toByteArray();
    }
}
