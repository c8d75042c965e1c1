package io.fumikura.ingest.store;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Line;
import io.fumikura.ingest.parse.Page;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pages as JSON, for the time between reading a long document and cutting it. Replicas of two
 * versions may share a document while they are replaced: what one does not know it leaves out.
 */
@RegisterForReflection(
        targets = {
            Page.class,
            Line.class,
            Line.Box.class,
            Block.Heading.class,
            Block.Paragraph.class,
            Block.ListItem.class,
            Block.Preformatted.class,
            Block.Table.class,
            Block.Caption.class,
            Block.Running.class,
            PageJson.TypedBlock.class,
            PageJson.PlainPage.class
        })
final class PageJson {
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addMixIn(Block.class, TypedBlock.class)
                    .addMixIn(Page.class, PlainPage.class)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private PageJson() {}

    static byte[] write(List<Page> pages) {
        try {
            return JSON.writeValueAsBytes(pages.toArray(Page[]::new));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a page cannot be written", e);
        }
    }

    static List<Page> read(byte[] json) {
        try {
            return List.of(JSON.readValue(json, Page[].class));
        } catch (IOException e) {
            throw new IllegalStateException("a page that was kept cannot be read", e);
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Block.Heading.class, name = "heading"),
        @JsonSubTypes.Type(value = Block.Paragraph.class, name = "paragraph"),
        @JsonSubTypes.Type(value = Block.ListItem.class, name = "list_item"),
        @JsonSubTypes.Type(value = Block.Preformatted.class, name = "preformatted"),
        @JsonSubTypes.Type(value = Block.Table.class, name = "table"),
        @JsonSubTypes.Type(value = Block.Caption.class, name = "caption"),
        @JsonSubTypes.Type(value = Block.Running.class, name = "running")
    })
    interface TypedBlock {}

    /** The components and nothing that is derived from them. */
    interface PlainPage {
        @JsonIgnore
        boolean isSheet();

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String problem();
    }
}
