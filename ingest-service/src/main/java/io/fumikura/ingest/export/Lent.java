package io.fumikura.ingest.export;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Something that is opened on another thread. Whoever wants it may leave before it comes; then it
 * is closed when it does.
 */
final class Lent<T extends Closeable> implements Closeable {
    private @Nullable T opened;
    private boolean closed;

    /**
     * @throws ServiceException nobody waits for it any more, and it was closed
     */
    synchronized T take(T thing) throws IOException {
        if (closed) {
            thing.close();
            throw new ServiceException(
                    ErrorCode.DEADLINE_EXCEEDED, "Nobody waits for the document any more");
        }
        opened = thing;
        return thing;
    }

    /** May be called more than once. */
    @Override
    public synchronized void close() throws IOException {
        T thing = opened;
        opened = null;
        closed = true;
        if (thing != null) {
            thing.close();
        }
    }
}
