/**
 * How good a reading is, against pages whose text and geometry are known. {@link
 * io.fumikura.ocr.score.TruePages} reads a folder of them, {@link io.fumikura.ocr.score.TextScore}
 * and {@link io.fumikura.ocr.score.LayoutScore} compare. Depends on the port, not on an engine.
 */
@NullMarked
package io.fumikura.ocr.score;

import org.jspecify.annotations.NullMarked;
