/**
 * Tests of the package of the same name. {@link io.fumikura.serving.ModelConfigContract} and {@link
 * io.fumikura.serving.ModelServiceRules} are run by each service that holds a model.
 */
@NullMarked
package io.fumikura.serving;

import org.jspecify.annotations.NullMarked;
