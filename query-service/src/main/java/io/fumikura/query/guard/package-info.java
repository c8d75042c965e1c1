/**
 * What keeps the words of a document from doing more than be quoted. On the way in, {@link
 * io.fumikura.query.guard.PassageText} takes away what a language model would read as the end of a
 * passage; on the way out, {@link io.fumikura.query.guard.AnswerGuard} lets through neither links
 * that are in no source nor our own instructions. Depends on {@code cite} for the form of
 * citations.
 */
@NullMarked
package io.fumikura.query.guard;

import org.jspecify.annotations.NullMarked;
