/**
 * What is known about a model beyond its files: name, licence, prefixes, limits. Start at {@link
 * io.fumikura.models.catalogue.ModelCard}.
 */
@NullMarked
package io.fumikura.models.catalogue;

import org.jspecify.annotations.NullMarked;
