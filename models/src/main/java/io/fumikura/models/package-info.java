/**
 * The operator's command line for model folders. Start at {@link io.fumikura.models.ModelsCommand};
 * what makes a folder good is decided by {@link io.fumikura.inference.model.ModelFolder}, the same
 * class the services use.
 */
@NullMarked
package io.fumikura.models;

import org.jspecify.annotations.NullMarked;
