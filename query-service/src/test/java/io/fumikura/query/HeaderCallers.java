package io.fumikura.query;

import io.fumikura.access.permission.CallersByHeader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

/** Enabled by the tests that need it. */
@Alternative
@ApplicationScoped
public class HeaderCallers extends CallersByHeader {}
