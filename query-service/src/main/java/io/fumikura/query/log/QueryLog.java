package io.fumikura.query.log;

import io.fumikura.contract.query.AnswerRequest;
import io.fumikura.contract.query.AnswerResponse;
import io.fumikura.contract.query.SearchRequest;
import io.fumikura.contract.query.SearchResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * One row a query, best effort: written after the response is made, not at all when too many rows
 * are waiting or the database is away, and then counted. It is off unless the operator says so, and
 * then holds the question, never a text of a document.
 */
public final class QueryLog {
    private static final Logger LOG = Logger.getLogger(QueryLog.class);
    private static final int MAX_WAITING = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final QueryStore store;
    private final QueryMetrics metrics;
    private final boolean enabled;
    private final Semaphore waiting = new Semaphore(MAX_WAITING);

    public QueryLog(QueryStore store, QueryMetrics metrics, boolean enabled) {
        this.store = store;
        this.metrics = metrics;
        this.enabled = enabled;
    }

    public void searched(Asked asked, SearchRequest request, SearchResponse response) {
        metrics.searched(asked.by().tenant(), response);
        if (!enabled) {
            return;
        }
        LoggedQuery row = row(asked, "search", request.query());
        row.hits = response.hits().size();
        row.bestScore = response.hits().isEmpty() ? null : response.hits().get(0).score();
        row.outcome = response.mode().name().toLowerCase(Locale.ROOT);
        write(row, response.degraded(), response.timingsMs());
    }

    public void answered(Asked asked, AnswerRequest request, AnswerResponse response) {
        metrics.answered(asked.by().tenant(), response);
        if (!enabled) {
            return;
        }
        LoggedQuery row = row(asked, "answer", request.query());
        row.hits = response.citations().size();
        row.outcome = response.kind().name().toLowerCase(Locale.ROOT);
        write(row, response.degraded(), response.timingsMs());
    }

    private LoggedQuery row(Asked asked, String route, String query) {
        LoggedQuery row = new LoggedQuery();
        row.id = asked.id();
        row.askedAt = Instant.now();
        row.tenant = asked.by().tenant();
        row.caller = asked.by().name();
        row.route = route;
        row.queryText = query;
        row.queryLength = query.length();
        row.traceId = asked.traceId();
        return row;
    }

    private void write(LoggedQuery row, List<String> degraded, Map<String, Double> timings) {
        row.degraded = String.join(",", degraded);
        row.totalMs = timings.getOrDefault("total", 0.0);
        if (!waiting.tryAcquire()) {
            metrics.logRowLost();
            return;
        }
        store.insert(row)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onTermination()
                .invoke(() -> waiting.release())
                .subscribe()
                .with(done -> {}, this::lost);
    }

    private void lost(Throwable failure) {
        metrics.logRowLost();
        LOG.debugf(failure, "a row of the query log is lost");
    }
}
