package io.fumikura.ingest;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says after {@link IngestConfig#answerWithin()} that the database does not answer, where it does
 * not: a server that is connected and silent would otherwise keep callers for ever.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@interface AnsweredInTime {}
