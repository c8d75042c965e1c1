/**
 * How well the system finds what it should: documents and questions in the BEIR layout go through
 * the real services, and the ranks are measured as {@code trec_eval} does. Start at {@link
 * io.fumikura.cli.eval.Evaluation}.
 */
@NullMarked
package io.fumikura.cli.eval;

import org.jspecify.annotations.NullMarked;
