package io.fumikura.access.http;

import io.fumikura.access.Caller;
import io.fumikura.access.audit.Act;
import io.fumikura.access.audit.AuditEntry;
import io.fumikura.access.audit.AuditLog;
import io.fumikura.contract.problem.TraceIds;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes a line for each request that is one of the configured acts, when it has been answered.
 * Made when first used: providers of a service hold it before there is a configuration.
 */
@ApplicationScoped
public class AuditedActs {
    private static final String TEXT = "fumikura.audit.text";
    private static final String CALLS = "fumikura.audit.calls";

    private final List<Act> acts;
    private final boolean withText;
    private final AuditLog log;
    private final CurrentVertxRequest current;

    AuditedActs(AccessConfig config, AuditLog log, CurrentVertxRequest current) {
        this.acts =
                config.audit().acts().entrySet().stream()
                        .map(act -> new Act(act.getKey(), act.getValue()))
                        .toList();
        this.withText = config.audit().text();
        this.log = log;
        this.current = current;
    }

    /** Says what is searched for; kept only where the operator wants it. */
    public void searchedFor(String text) {
        if (withText && current.getCurrent() != null) {
            current.getCurrent().put(TEXT, text);
        }
    }

    /**
     * Says what a request does that may do any of several things, such as an assistant's. It has a
     * line for each, and the name is put behind the name of the act.
     *
     * @return to be told how it ends
     */
    public AuditedCall called(String name) {
        return noted(new AuditedCall(name, null));
    }

    /** The same, of something that is asked; the text is kept only where the operator wants it. */
    public AuditedCall calledToAsk(String name, String text) {
        return noted(new AuditedCall(name, withText ? text : null));
    }

    private AuditedCall noted(AuditedCall call) {
        RoutingContext context = current.getCurrent();
        if (context != null) {
            List<AuditedCall> earlier = context.get(CALLS, List.of());
            context.put(CALLS, Stream.concat(earlier.stream(), Stream.of(call)).toList());
        }
        return call;
    }

    void watch(RoutingContext context) {
        match(context).ifPresent(match -> context.addEndHandler(ended -> record(context, match)));
    }

    private Optional<Act.Match> match(RoutingContext context) {
        String method = context.request().method().name();
        String path = context.normalizedPath();
        return acts.stream().flatMap(act -> act.match(method, path).stream()).findFirst();
    }

    private void record(RoutingContext context, Act.Match match) {
        AuditEntry request = entry(context, match);
        List<AuditedCall> calls = context.get(CALLS, List.of());
        if (calls.isEmpty()) {
            log.add(request);
        }
        calls.forEach(call -> log.add(call.entry(request)));
    }

    private static AuditEntry entry(RoutingContext context, Act.Match match) {
        Optional<Caller> caller = CurrentCaller.of(context);
        return new AuditEntry(
                caller.map(Caller::name).orElse(null),
                caller.map(Caller::tenant).orElse(null),
                match.what(),
                match.subject(),
                context.response().getStatusCode(),
                context.response().headers().get(TraceIds.HEADER),
                context.get(TEXT));
    }
}
