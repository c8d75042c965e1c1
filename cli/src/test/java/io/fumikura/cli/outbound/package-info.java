/**
 * The build rule of the air gap, over the compiled classes and resources of every module: no
 * address of anywhere else, nothing that connects outside the classes made for it, every switch
 * off.
 */
@NullMarked
package io.fumikura.cli.outbound;

import org.jspecify.annotations.NullMarked;
