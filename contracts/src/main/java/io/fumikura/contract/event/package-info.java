/**
 * What travels over Kafka, and on which topic. Keys are always the document id. Start at {@link
 * io.fumikura.contract.event.Topics}.
 */
@NullMarked
package io.fumikura.contract.event;

import org.jspecify.annotations.NullMarked;
