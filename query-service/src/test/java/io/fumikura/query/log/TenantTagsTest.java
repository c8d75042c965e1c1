package io.fumikura.query.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TenantTagsTest {
    private final TenantTags tags = new TenantTags();

    @Test
    void countsTenantsBeyondTheBoundTogetherAndTheOthersAsBefore() {
        for (int i = 0; i < TenantTags.MAX; i++) {
            assertThat(tags.tag("t" + i)).isEqualTo("t" + i);
        }

        assertThat(tags.tag("one-more")).isEqualTo(TenantTags.OTHERS);
        assertThat(tags.tag("t7")).isEqualTo("t7");
    }
}
