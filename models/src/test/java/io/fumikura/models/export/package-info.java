@NullMarked
package io.fumikura.models.export;

import org.jspecify.annotations.NullMarked;
