@NullMarked
package io.fumikura.models.adopt;

import org.jspecify.annotations.NullMarked;
