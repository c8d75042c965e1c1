package io.fumikura.contract.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Without an SDK, which is how a service runs whose tracing is off. */
class RecordTraceTest {
    private static final Tracer OFF = OpenTelemetry.noop().getTracer("test");
    private static final Map<String, String> FIRST =
            Map.of(
                    "traceparent",
                    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                    "tracestate",
                    "vendor=1");
    private static final Map<String, String> SECOND =
            Map.of("traceparent", "00-1af7651916cd43dd8448eb211c80319c-c7ad6b7169203331-01");

    @Test
    void whatIsReadIsWhatIsWritten() {
        assertThat(RecordTrace.headers(RecordTrace.read(FIRST::get))).isEqualTo(FIRST);
    }

    @Test
    void aRecordWithoutATraceGivesNoHeaders() {
        Context none = RecordTrace.read(name -> null);

        assertThat(RecordTrace.headers(none)).isEmpty();
        assertThat(RecordTrace.headers(RecordTrace.begin(OFF, "t", List.of(none)))).isEmpty();
    }

    @Test
    void aTraceThatCannotBeReadIsNone() {
        assertThat(RecordTrace.headers(RecordTrace.read(Map.of("traceparent", "nonsense")::get)))
                .isEmpty();
    }

    @Test
    void withoutAnSdkTheTraceOfARecordGoesOnUnchanged() {
        Context record = RecordTrace.read(FIRST::get);

        Context work = RecordTrace.begin(OFF, "t", List.of(record, record));

        assertThat(RecordTrace.headers(RecordTrace.next(work, record))).isEqualTo(FIRST);
    }

    @Test
    void recordsOfTwoTracesKeepTheirs() {
        Context first = RecordTrace.read(FIRST::get);
        Context second = RecordTrace.read(SECOND::get);

        Context work = RecordTrace.begin(OFF, "t", List.of(first, second));

        assertThat(RecordTrace.headers(work)).isEmpty();
        assertThat(RecordTrace.headers(RecordTrace.next(work, first))).isEqualTo(FIRST);
        assertThat(RecordTrace.headers(RecordTrace.next(work, second))).isEqualTo(SECOND);
    }
}
