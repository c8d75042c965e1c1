package io.fumikura.ingest.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fumikura.contract.event.DocumentDeleted;
import io.fumikura.contract.event.DocumentSubmitted;
import io.fumikura.contract.event.EventJson;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.blob.BlobKey;
import io.fumikura.ingest.blob.BlobStore;
import io.fumikura.ingest.blob.BlobWriter;
import io.fumikura.ingest.blob.StagedBlob;
import io.fumikura.ingest.store.Inbox;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads CloudEvents in structured JSON. Inline content goes from base64 straight into the blob
 * store's staging area, so a document of the maximum size is in memory once, as the record, and not
 * as text and bytes besides. Blocks.
 */
public final class EventReader {
    private static final String CONTENT = "content_base64";
    private static final int MAX_KEY_BYTES = 1024; // two make a key, and PostgreSQL's end at 2,704

    /** Everything but the content is small; deep nesting and long names are refused by Jackson. */
    private static final ObjectMapper MAPPER =
            new ObjectMapper(
                    JsonFactory.builder()
                            .streamReadConstraints(
                                    StreamReadConstraints.builder()
                                            .maxStringLength(1024 * 1024)
                                            .build())
                            .build());

    private final BlobStore blobs;
    private final References references;

    public EventReader(BlobStore blobs, References references) {
        this.blobs = blobs;
        this.references = references;
    }

    /**
     * @throws ServiceException what is wrong with the event
     * @throws IOException the blob store failed
     */
    public IncomingEvent read(byte[] value, String tenant) throws IOException {
        Envelope envelope = envelope(value);
        try {
            return interpret(envelope, tenant);
        } catch (ServiceException | IOException e) {
            envelope.discardContent();
            throw e;
        }
    }

    /** The event's attributes, its data without the content, and the content. */
    private record Envelope(ObjectNode attributes, ObjectNode data, @Nullable StagedBlob content) {
        void discardContent() {
            if (content != null) {
                content.discard();
            }
        }
    }

    private Envelope envelope(byte[] value) throws IOException {
        Envelope read = new Envelope(MAPPER.createObjectNode(), MAPPER.createObjectNode(), null);
        try (JsonParser json = MAPPER.createParser(value)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw invalid("The event is not a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken first = json.nextToken();
                if (name.equals("data") && first == JsonToken.START_OBJECT) {
                    read = data(json, read);
                } else {
                    read.attributes().set(name, tree(json));
                }
            }
            return read;
        } catch (JsonProcessingException e) {
            read.discardContent();
            throw invalid("The event is not valid JSON: " + e.getOriginalMessage());
        } catch (ServiceException | IOException e) {
            read.discardContent();
            throw e;
        }
    }

    private Envelope data(JsonParser json, Envelope before) throws IOException {
        Envelope read = before;
        try {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken first = json.nextToken();
                if (name.equals(CONTENT) && first == JsonToken.VALUE_STRING) {
                    read.discardContent();
                    read = new Envelope(before.attributes(), before.data(), decode(json));
                } else {
                    before.data().set(name, tree(json));
                }
            }
            return read;
        } catch (ServiceException | IOException e) {
            read.discardContent();
            throw e;
        }
    }

    private static JsonNode tree(JsonParser json) throws IOException {
        return MAPPER.readTree(json);
    }

    private StagedBlob decode(JsonParser json) throws IOException {
        try (BlobWriter writer = blobs.staging().writer()) {
            json.readBinaryValue(writer);
            return writer.finish();
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw invalid("content_base64 is not valid base64");
        }
    }

    private IncomingEvent interpret(Envelope envelope, String tenant) throws IOException {
        ObjectNode attributes = envelope.attributes();
        String id = required(attributes, "id");
        String source = required(attributes, "source");
        String type = required(attributes, "type");
        if (!"1.0".equals(required(attributes, "specversion"))) {
            throw invalid("specversion is not 1.0");
        }
        return switch (type) {
            case DocumentSubmitted.TYPE -> submitted(envelope, tenant, source, id);
            case DocumentDeleted.TYPE -> deleted(envelope, tenant, source, id);
            default -> throw invalid("The type " + type + " is not known");
        };
    }

    private IncomingEvent submitted(Envelope envelope, String tenant, String source, String id)
            throws IOException {
        DocumentSubmitted data =
                as(envelope.data(), DocumentSubmitted.TYPE, DocumentSubmitted.class);
        UUID documentId =
                Optional.ofNullable(data.documentId())
                        .orElseGet(() -> derivedId(tenant, source, id));
        Content content = content(envelope, data, tenant);
        String subject = text(envelope.attributes(), "subject");
        byte[] metadata = EventJson.write(Optional.ofNullable(data.metadata()).orElse(Map.of()));
        Description description =
                new Description(
                        data.title(),
                        subject,
                        data.contentType(),
                        Optional.ofNullable(data.tags()).orElse(List.of()),
                        data.groups(),
                        new String(metadata, UTF_8));
        return new IncomingEvent.Submitted(
                header(envelope, tenant, source, id, documentId),
                id,
                description,
                content.staged(),
                content.reference(),
                content.sha256());
    }

    /** The content, or how it is to be had. */
    private record Content(
            @Nullable StagedBlob staged,
            @Nullable ObjectReference reference,
            @Nullable String sha256) {}

    private Content content(Envelope envelope, DocumentSubmitted data, String tenant) {
        String blob = data.blob();
        String uri = data.uri();
        if (envelope.content() != null) {
            checkContent(envelope.content(), data.sha256());
            return new Content(envelope.content(), null, null);
        }
        if (blob != null) {
            if (!BlobStore.isSha256(blob)) {
                throw invalid("blob is not a SHA-256 in lower-case hex");
            }
            return new Content(null, null, blob);
        }
        if (uri != null) {
            return new Content(null, references.read(uri, tenant), data.sha256());
        }
        throw invalid("The event has neither content_base64 nor blob nor uri");
    }

    private static void checkContent(StagedBlob content, @Nullable String sha256) {
        if (content.size() == 0) {
            throw new ServiceException(ErrorCode.EMPTY_DOCUMENT, "The content has no bytes");
        }
        if (sha256 != null && !sha256.equals(content.sha256())) {
            throw invalid("The content has not the sum that sha256 says");
        }
    }

    /**
     * The event with the content that it has by reference. Blocks.
     *
     * @throws ServiceException the content cannot be had, or is not what the event says
     */
    IncomingEvent.Submitted fetch(IncomingEvent.Submitted event) throws IOException {
        ObjectReference reference = event.reference();
        String tenant = event.header().tenant();
        if (reference == null) {
            String sha256 = String.valueOf(event.sha256());
            return event.with(
                    blobs.describe(new BlobKey(tenant, sha256))
                            .orElseThrow(() -> invalid("There is no blob " + sha256)));
        }
        StagedBlob content = references.fetch(reference, tenant, blobs.staging());
        try {
            checkContent(content, event.sha256());
            return event.with(content);
        } catch (ServiceException e) {
            content.discard();
            throw e;
        }
    }

    private static IncomingEvent deleted(
            Envelope envelope, String tenant, String source, String id) {
        UUID documentId =
                as(envelope.data(), DocumentDeleted.TYPE, DocumentDeleted.class).documentId();
        envelope.discardContent();
        return new IncomingEvent.Deleted(header(envelope, tenant, source, id, documentId));
    }

    private static IncomingEvent.Header header(
            Envelope envelope, String tenant, String source, String id, UUID documentId) {
        return new IncomingEvent.Header(
                tenant,
                Inbox.eventId(tenant, source, id),
                source,
                documentId,
                time(envelope.attributes()));
    }

    /** The same event always means the same document. */
    static UUID derivedId(String tenant, String source, String id) {
        String name = tenant + "\n" + source + "\n" + id;
        return UUID.nameUUIDFromBytes(name.getBytes(UTF_8));
    }

    private static <T> T as(ObjectNode data, String eventType, Class<T> type) {
        try {
            return EventJson.mapper().treeToValue(data, type);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw invalid("data does not have the fields of " + eventType);
        }
    }

    private static @Nullable Instant time(ObjectNode attributes) {
        String time = text(attributes, "time");
        try {
            return time == null ? null : OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeParseException e) {
            throw invalid("time is not a time of RFC 3339");
        }
    }

    private static String required(ObjectNode attributes, String name) {
        String value = text(attributes, name);
        if (value == null || value.isBlank() || value.getBytes(UTF_8).length > MAX_KEY_BYTES) {
            throw invalid("The attribute " + name + " is missing or too long");
        }
        return value;
    }

    private static @Nullable String text(ObjectNode attributes, String name) {
        JsonNode value = attributes.path(name);
        return value.isTextual() ? value.textValue().replace("\0", "") : null;
    }

    private static ServiceException invalid(String detail) {
        return new ServiceException(ErrorCode.INVALID_EVENT, detail);
    }
}
