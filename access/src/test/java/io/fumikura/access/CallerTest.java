package io.fumikura.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerTest {
    private static Caller of(String... groups) {
        return new Caller("key", "acme", Set.of(Scope.SEARCH), Set.of(groups));
    }

    @Test
    void readsWhatIsOpenToTheTenantAndWhatIsForTheirGroups() {
        Caller caller = of("人事", "legal");

        assertThat(caller.mayRead(List.of())).isTrue();
        assertThat(caller.mayRead(List.of("sales", "legal"))).isTrue();
        assertThat(caller.mayRead(List.of("sales"))).isFalse();
        assertThat(of().mayRead(List.of("legal"))).isFalse();
    }

    @Test
    void oneGroupStandsForAll() {
        assertThat(of(Caller.EVERY_GROUP).mayRead(List.of("sales"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Acme", "a/b", "..", "-a", "テナント", "a b"})
    void refusesTenantsThatAreNoNames(String tenant) {
        assertThatThrownBy(() -> Caller.anyone(tenant))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anyoneMayDoEverythingInOneTenant() {
        Caller anyone = Caller.anyone("default");

        assertThat(anyone.scopes()).containsExactlyInAnyOrder(Scope.values());
        assertThat(anyone.readsEveryGroup()).isTrue();
    }

    @Test
    void aScopeIsCalledByItsName() {
        assertThat(Scope.named("ingest")).isEqualTo(Scope.INGEST);
        assertThatThrownBy(() -> Scope.named("root"))
                .hasMessageContaining("'root'")
                .hasMessageContaining("search, ingest, operate, system, infer");
    }
}
