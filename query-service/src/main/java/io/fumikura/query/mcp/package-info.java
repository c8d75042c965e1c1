/**
 * The Model Context Protocol at {@code /mcp} (streamable HTTP): assistants elsewhere in the network
 * search, ask and read pages. Start at {@link io.fumikura.query.mcp.DocumentTools}. Depends on
 * {@code search}, {@code answer}, {@code pages} and {@code log}.
 */
@NullMarked
package io.fumikura.query.mcp;

import org.jspecify.annotations.NullMarked;
