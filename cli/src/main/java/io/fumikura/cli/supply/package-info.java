/**
 * What is shipped that others made: bills of materials, put together from those of the modules, and
 * the licences in them, held against a list of those allowed. Start reading at {@code Materials}.
 */
@NullMarked
package io.fumikura.cli.supply;

import org.jspecify.annotations.NullMarked;
