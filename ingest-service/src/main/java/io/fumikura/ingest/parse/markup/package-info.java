/**
 * HTML and Markdown, which become a tree before they become blocks. Start at {@link
 * io.fumikura.ingest.parse.markup.HtmlParser}.
 */
@NullMarked
package io.fumikura.ingest.parse.markup;

import org.jspecify.annotations.NullMarked;
