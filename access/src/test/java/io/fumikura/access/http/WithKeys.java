package io.fumikura.access.http;

import io.fumikura.access.permission.KeysOfTests;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The small application with a key for each scope. */
public class WithKeys implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return KeysOfTests.settings();
    }
}
