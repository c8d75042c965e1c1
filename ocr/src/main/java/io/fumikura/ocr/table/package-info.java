/** Grids of tables: from ruled lines, from structure tokens, from rows and columns. */
@NullMarked
package io.fumikura.ocr.table;

import org.jspecify.annotations.NullMarked;
