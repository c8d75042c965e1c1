/**
 * A folder with everything that is carried into a closed network, signed; and its check on the
 * other side, which needs nothing but a public key. Start reading at {@code Bundle}.
 */
@NullMarked
package io.fumikura.cli.release;

import org.jspecify.annotations.NullMarked;
