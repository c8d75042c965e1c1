/**
 * What a model is and whether the one on the disk is the one that was approved. Start at {@link
 * io.fumikura.inference.model.ModelFolder}. Depends on Jackson only.
 */
@NullMarked
package io.fumikura.inference.model;

import org.jspecify.annotations.NullMarked;
