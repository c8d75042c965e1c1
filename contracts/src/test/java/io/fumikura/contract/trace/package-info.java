@NullMarked
package io.fumikura.contract.trace;

import org.jspecify.annotations.NullMarked;
