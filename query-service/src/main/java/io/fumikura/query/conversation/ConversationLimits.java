package io.fumikura.query.conversation;

import java.time.Duration;

/**
 * What is kept at most.
 *
 * @param stored whether anything is
 * @param turns of one conversation; the oldest go
 * @param turnsOfACaller of all conversations of one caller; the oldest go
 * @param age of a turn
 */
public record ConversationLimits(boolean stored, int turns, int turnsOfACaller, Duration age) {}
