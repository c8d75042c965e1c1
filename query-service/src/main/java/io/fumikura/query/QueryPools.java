package io.fumikura.query;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of this service besides the event loops, all bounded and named.
 *
 * @param language takes Japanese apart: questions for the index, passages for excerpts
 * @param readers wait for the pieces of answers
 * @param http moves bytes for the readers
 * @param background timers, and the schema migration
 */
record QueryPools(
        ExecutorService language,
        ExecutorService readers,
        ExecutorService http,
        ScheduledExecutorService background)
        implements AutoCloseable {

    private static final int LANGUAGE_THREADS = 2;
    private static final int LANGUAGE_QUEUE = 256;
    private static final int HTTP_THREADS = 2;

    static QueryPools start(int concurrentAnswers) {
        ScheduledThreadPoolExecutor background =
                new ScheduledThreadPoolExecutor(2, named("query-background"));
        background.setRemoveOnCancelPolicy(true);
        return new QueryPools(
                bounded(LANGUAGE_THREADS, LANGUAGE_QUEUE, "query-language"),
                // As many may be closing as are open.
                bounded(concurrentAnswers, 2 * concurrentAnswers, "query-answer"),
                bounded(HTTP_THREADS, LANGUAGE_QUEUE, "query-http"),
                background);
    }

    /** Reaches what it is told to reach and nothing else: no proxy, no redirects. */
    HttpClient http(Duration connectTimeout) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(connectTimeout)
                .executor(http)
                .build();
    }

    @Override
    public void close() {
        language.shutdownNow();
        readers.shutdownNow();
        http.shutdownNow();
        background.shutdownNow();
    }

    private static ExecutorService bounded(int threads, int queue, String name) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        1,
                        TimeUnit.MINUTES,
                        new ArrayBlockingQueue<>(queue),
                        named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory named(String name) {
        AtomicInteger next = new AtomicInteger(1);
        return work -> {
            Thread thread = new Thread(work, name + "-" + next.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }
}
