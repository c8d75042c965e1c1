package io.fumikura.ingest.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.contract.problem.ServiceException;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LentTest {
    private final AtomicInteger closings = new AtomicInteger();
    private final Closeable thing = closings::incrementAndGet;
    private final Lent<Closeable> lent = new Lent<>();

    @Test
    void closesWhatWasTakenOnce() throws IOException {
        assertThat(lent.take(thing)).isSameAs(thing);
        assertThat(closings).hasValue(0);

        lent.close();
        lent.close();

        assertThat(closings).hasValue(1);
    }

    @Test
    void closesWhatComesAfterWhoeverWantedItHasLeft() throws IOException {
        lent.close();

        assertThatThrownBy(() -> lent.take(thing)).isInstanceOf(ServiceException.class);
        assertThat(closings).hasValue(1);
    }
}
