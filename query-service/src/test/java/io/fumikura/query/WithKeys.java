package io.fumikura.query;

import io.fumikura.access.permission.KeysOfTests;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The usual environment, in which everybody needs a credential. */
public class WithKeys implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return KeysOfTests.settings();
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(QueryEnvironment.class));
    }
}
