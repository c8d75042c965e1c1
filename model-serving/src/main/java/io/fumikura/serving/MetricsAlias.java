package io.fumikura.serving;

import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** TEI's {@code /metrics}, where scrapers made for it look: the same as {@code /q/metrics}. */
@ApplicationScoped
public class MetricsAlias {
    void route(@Observes Router router) {
        router.get("/metrics").handler(request -> request.reroute("/q/metrics"));
    }
}
