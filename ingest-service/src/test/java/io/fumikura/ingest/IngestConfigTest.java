package io.fumikura.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.ingest.chunk.ChunkPolicy;
import io.fumikura.ingest.parse.ParseLimits;
import io.fumikura.ingest.s3.S3Address;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IngestConfigTest {

    @Test
    void hasDefaultsThatFitAContainer() {
        IngestConfig config = config(Map.of());

        assertThat(config.maxDocumentSize().asLongValue()).isEqualTo(50L << 20);
        assertThat(config.parse().workers()).isEqualTo(2);
        assertThat(config.parse().timeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(Parsers.limits(config.parse())).isEqualTo(ParseLimits.DEFAULT);
        assertThat(
                        new ChunkPolicy(
                                config.chunk().target(),
                                config.chunk().max(),
                                config.chunk().maxOverlap()))
                .isEqualTo(ChunkPolicy.DEFAULT);
        assertThat(config.blobDirectory()).isEqualTo(Path.of("/var/lib/fumikura/blobs"));
    }

    @Test
    void readsEveryName() {
        IngestConfig config =
                config(
                        Map.ofEntries(
                                Map.entry("ingest.blob-directory", "/b"),
                                Map.entry("ingest.embedding-url", "http://e:1"),
                                Map.entry("ingest.max-document-size", "1K"),
                                Map.entry("ingest.parse.max-pages", "3"),
                                Map.entry("ingest.parse.max-characters", "4"),
                                Map.entry("ingest.parse.max-held-characters", "5"),
                                Map.entry("ingest.parse.max-depth", "7"),
                                Map.entry("ingest.parse.max-pixels", "8"),
                                Map.entry("ingest.parse.max-unpacked-size", "9K"),
                                Map.entry("ingest.parse.max-entries", "10"),
                                Map.entry("ingest.parse.max-page-memory", "11K"),
                                Map.entry("ingest.parse.step-timeout", "PT2S"),
                                Map.entry("ingest.parse.timeout", "PT5S"),
                                Map.entry("ingest.parse.workers", "6"),
                                Map.entry("ingest.pictures.workers", "3"),
                                Map.entry("ingest.pictures.waiting", "4"),
                                Map.entry("ingest.pictures.timeout", "PT6S"),
                                Map.entry("ingest.chunk.target", "70"),
                                Map.entry("ingest.chunk.max", "80"),
                                Map.entry("ingest.chunk.max-overlap", "9"),
                                Map.entry("ingest.blob-store", "s3"),
                                Map.entry("ingest.s3.endpoint", "https://s:1"),
                                Map.entry("ingest.s3.region", "r"),
                                Map.entry("ingest.s3.access-key", "a"),
                                Map.entry("ingest.s3.secret-key", "s"),
                                Map.entry("ingest.s3.path-style", "false"),
                                Map.entry("ingest.s3.timeout", "PT3S"),
                                Map.entry("ingest.s3.bucket", "originals"),
                                Map.entry("ingest.s3.reference-buckets", "one,two"),
                                Map.entry("ingest.s3.copies-size", "12K"),
                                Map.entry("ingest.retention.events", "1d"),
                                Map.entry("ingest.retention.idempotency-keys", "2d"),
                                Map.entry("ingest.retention.deleted-documents", "3d"),
                                Map.entry("ingest.retention.unused-blobs", "4d"),
                                Map.entry("ingest.retention.interval", "5d"),
                                Map.entry("ingest.index-deadline", "PT7S"),
                                Map.entry("ingest.stuck-after", "PT12H"),
                                Map.entry("ingest.outbox-sweep", "PT10S"),
                                Map.entry("ingest.events-interval", "PT11S")));

        assertThat(config.blobDirectory()).isEqualTo(Path.of("/b"));
        assertThat(config.blobStore()).isEqualTo(IngestConfig.BlobStoreKind.S3);
        assertThat(config.s3().address())
                .isEqualTo(
                        new S3Address(
                                URI.create("https://s:1"),
                                "r",
                                new S3Address.Credentials("a", "s"),
                                false,
                                Duration.ofSeconds(3)));
        assertThat(config.s3().bucket()).contains("originals");
        assertThat(config.s3().referenceBuckets()).contains(List.of("one", "two"));
        assertThat(config.s3().copiesSize().asLongValue()).isEqualTo(12 << 10);
        assertThat(config.retention().events()).isEqualTo(Duration.ofDays(1));
        assertThat(config.retention().idempotencyKeys()).isEqualTo(Duration.ofDays(2));
        assertThat(config.retention().deletedDocuments()).isEqualTo(Duration.ofDays(3));
        assertThat(config.retention().unusedBlobs()).isEqualTo(Duration.ofDays(4));
        assertThat(config.retention().interval()).isEqualTo(Duration.ofDays(5));
        assertThat(config.embeddingUrl()).isEqualTo(URI.create("http://e:1"));
        assertThat(config.maxDocumentSize().asLongValue()).isEqualTo(1024);
        assertThat(Parsers.limits(config.parse()))
                .isEqualTo(
                        new ParseLimits(
                                3,
                                8,
                                new ParseLimits.Text(4, 5, 7),
                                new ParseLimits.Unpacked(9 << 10, 10, 11 << 10),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(2)));
        assertThat(config.pictures().workers()).isEqualTo(3);
        assertThat(config.pictures().waiting()).isEqualTo(4);
        assertThat(config.pictures().timeout()).isEqualTo(Duration.ofSeconds(6));
        assertThat(config.parse().workers()).isEqualTo(6);
        assertThat(config.chunk().target()).isEqualTo(70);
        assertThat(config.chunk().max()).isEqualTo(80);
        assertThat(config.chunk().maxOverlap()).isEqualTo(9);
        assertThat(config.indexDeadline()).isEqualTo(Duration.ofSeconds(7));
        assertThat(config.stuckAfter()).isEqualTo(Duration.ofHours(12));
        assertThat(config.outboxSweep()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.eventsInterval()).isEqualTo(Duration.ofSeconds(11));
    }

    @Test
    void stopsTheStartAtAValueThatIsWrong() {
        assertThatThrownBy(() -> config(Map.of("ingest.parse.workers", "many")))
                .hasMessageContaining("ingest.parse.workers");
        assertThatThrownBy(() -> config(Map.of("ingest.parse.wrokers", "1")))
                .hasMessageContaining("ingest.parse.wrokers");
    }

    @Test
    void saysWhichSettingOfS3IsMissing() {
        IngestConfig config = config(Map.of("ingest.s3.endpoint", "http://s"));

        assertThatThrownBy(() -> config.s3().address())
                .hasMessageContaining("ingest.s3.access-key");
        assertThatThrownBy(() -> config(Map.of("ingest.blob-store", "tape")))
                .hasMessageContaining("ingest.blob-store");
        assertThat(config(Map.of()).s3().referenceBuckets()).isEmpty();
    }

    private static IngestConfig config(Map<String, String> properties) {
        SmallRyeConfig config =
                new SmallRyeConfigBuilder()
                        .withMapping(IngestConfig.class)
                        .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                        .withConverter(Duration.class, 100, new DurationConverter())
                        .withSources(new PropertiesConfigSource(properties, "test", 100))
                        .build();
        return config.getConfigMapping(IngestConfig.class);
    }
}
