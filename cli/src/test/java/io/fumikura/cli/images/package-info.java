/** Tests of {@code docker/}: the images are really built, with a builder that needs no engine. */
@NullMarked
package io.fumikura.cli.images;

import org.jspecify.annotations.NullMarked;
