package io.fumikura.query.answer;

import java.net.URI;
import java.time.Duration;

/**
 * Where Ollama is and how it is asked.
 *
 * @param enabled false: it is never called, not even to see whether it is there
 * @param numContext tokens of prompt and answer together; Ollama's own default may be 256k
 * @param maxAnswerTokens longest answer
 * @param keepAlive how long the model stays loaded after an answer
 * @param maxConcurrent answers written at the same time; more are refused at once
 */
public record OllamaSettings(
        boolean enabled,
        URI url,
        String model,
        int numContext,
        int maxAnswerTokens,
        double temperature,
        Duration keepAlive,
        int maxConcurrent,
        Patience patience) {

    /** What the context leaves for the prompt. */
    public int promptTokens() {
        return numContext - maxAnswerTokens;
    }

    /**
     * How long to wait.
     *
     * @param connect for the connection
     * @param firstToken for the beginning of the answer; Ollama may have to load the model first
     * @param gap between two pieces of the answer
     * @param total for the whole answer
     * @param probe how long an answer to "are you there" is believed
     */
    public record Patience(
            Duration connect, Duration firstToken, Duration gap, Duration total, Duration probe) {}
}
