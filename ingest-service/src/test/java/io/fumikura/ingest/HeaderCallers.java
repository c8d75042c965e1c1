package io.fumikura.ingest;

import static io.restassured.RestAssured.given;

import io.fumikura.access.permission.CallersByHeader;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

/** Enabled by the tests that need it. */
@Alternative
@ApplicationScoped
public class HeaderCallers extends CallersByHeader {
    /** Of a request of a test. */
    static RequestSpecification as(String caller) {
        return given().header(HEADER, caller);
    }
}
