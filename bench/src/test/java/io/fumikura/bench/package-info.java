@NullMarked
package io.fumikura.bench;

import org.jspecify.annotations.NullMarked;
