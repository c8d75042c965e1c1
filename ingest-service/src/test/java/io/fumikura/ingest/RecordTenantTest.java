package io.fumikura.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordTenantTest {
    @ParameterizedTest
    @CsvSource({
        "fumikura.documents, , default",
        "fumikura.documents, ' ', default",
        "fumikura.documents, acme, acme",
        "fumikura.documents.acme, , acme",
        "fumikura.documents.acme, acme, acme",
    })
    void isThatOfTheTopicOrElseThatOfTheHeader(
            String topic, @Nullable String header, String tenant) {
        assertThat(RecordTenant.of(topic, header).name()).isEqualTo(tenant);
        assertThat(RecordTenant.of(topic, header).refusal()).isEmpty();
        assertThat(RecordTenant.of(topic, header).known()).isTrue();
    }

    @Test
    void aHeaderDoesNotSayAnotherTenantThanTheTopic() {
        RecordTenant tenant = RecordTenant.of("fumikura.documents.acme", "other");

        assertThat(tenant.name()).isEqualTo("acme");
        assertThat(tenant.refusal()).hasValueSatisfying(r -> assertThat(r).contains("topic"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../other", "A", "a/b", ".incoming", "-a"})
    void aNameThatIsNoneIsNobodys(String name) {
        assertThat(RecordTenant.of("fumikura.documents", name).refusal()).isPresent();
        assertThat(RecordTenant.of("fumikura.documents." + name, null).refusal()).isPresent();
        assertThat(RecordTenant.of("fumikura.documents", name).name()).isEqualTo("default");
        assertThat(RecordTenant.of("fumikura.documents", name).known()).isFalse();
    }
}
