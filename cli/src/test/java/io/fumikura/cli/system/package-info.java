/** Tests of the whole system: the packaged services, started as {@code dev.sh} starts them. */
@NullMarked
package io.fumikura.cli.system;

import org.jspecify.annotations.NullMarked;
