package io.fumikura.serving;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.contract.problem.StrictRequests;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/** Reads request bodies without turning numbers into texts or the other way round. */
@Singleton
public class StrictJson implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        StrictRequests.apply(mapper);
    }
}
