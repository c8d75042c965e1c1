package io.fumikura.query;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The query log as it is unless the operator asks for one. */
public class NotLogged implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(WithoutLog.class));
    }

    /** The usual environment, but for the one setting. */
    public static final class WithoutLog extends QueryEnvironment {
        @Override
        public Map<String, String> start() {
            Map<String, String> settings = super.start();
            settings.remove("query.log-queries");
            return settings;
        }
    }
}
