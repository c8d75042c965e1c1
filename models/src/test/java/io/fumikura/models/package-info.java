/** Tests of the command line, run in this JVM. */
@NullMarked
package io.fumikura.models;

import org.jspecify.annotations.NullMarked;
