package io.fumikura.serving;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Says on each of our metrics which service it is of: {@code application="embedding-service"}. Two
 * services have the same names here, and how a scraper labels them is for each site to choose.
 */
@Singleton
public class ApplicationLabel {
    @Produces
    @Singleton
    MeterFilter label(@ConfigProperty(name = "quarkus.application.name") String application) {
        Tag tag = Tag.of("application", application);
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                return id.getName().startsWith("fumikura.") ? id.withTag(tag) : id;
            }
        };
    }
}
