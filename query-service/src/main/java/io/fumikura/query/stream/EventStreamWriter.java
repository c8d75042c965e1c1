package io.fumikura.query.stream;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** Hands an {@link EventStream} to the connection; see {@link FrameSubscriber} for the pace. */
@Provider
public class EventStreamWriter implements ServerMessageBodyWriter<EventStream> {
    @Override
    public boolean isWriteable(
            Class<?> type, Type generic, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return type == EventStream.class;
    }

    @Override
    public boolean isWriteable(
            Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type == EventStream.class;
    }

    @Override
    public void writeResponse(EventStream stream, Type generic, ServerRequestContext request) {
        Context loop = Vertx.currentContext();
        // What the framework's own asynchronous writers do as well.
        ResteasyReactiveRequestContext suspended = (ResteasyReactiveRequestContext) request;
        suspended.suspend();
        request.serverResponse().setChunked(true);
        FrameSubscriber subscriber = new FrameSubscriber(suspended, loop);
        request.serverResponse().addCloseHandler(subscriber::readerLeft);
        stream.frames().subscribe().withSubscriber(subscriber);
    }

    @Override
    public void writeTo(
            EventStream stream,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream output) {
        throw new UnsupportedOperationException("an event stream is written without blocking only");
    }
}
