package io.fumikura.query.answer;

import dev.langchain4j.model.ollama.OllamaChatRequestParameters;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import java.net.URI;
import java.time.Duration;

/**
 * Where Ollama is and how it is asked.
 *
 * @param enabled false: it is never called, not even to see whether it is there
 * @param numContext tokens of prompt and answer together; Ollama's own default may be 256k
 * @param maxAnswerTokens longest answer
 * @param keepAlive how long the model stays loaded after an answer
 * @param maxConcurrent answers written at the same time
 * @param maxWaiting answers that wait for that; more are refused at once
 * @param maxWaitingOfACaller of those, answers of one and the same caller
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
        int maxWaiting,
        int maxWaitingOfACaller,
        Patience patience) {

    /**
     * LangChain4j's model is a handful of fields; one a call lets each call have its own client.
     */
    OllamaStreamingChatModel model(OllamaCall call) {
        return OllamaStreamingChatModel.builder()
                .httpClientBuilder(call)
                .baseUrl(url.toString())
                .defaultRequestParameters(
                        OllamaChatRequestParameters.builder()
                                .modelName(model)
                                .temperature(temperature)
                                .maxOutputTokens(maxAnswerTokens)
                                .numCtx(numContext)
                                .keepAlive((int) keepAlive.toSeconds())
                                .think(false)
                                .build())
                .build();
    }

    /** What the context leaves for the prompt. */
    public int promptTokens() {
        return numContext - maxAnswerTokens;
    }

    /**
     * How long to wait.
     *
     * @param connect for the connection
     * @param queue for a place among the answers that are written
     * @param load for the model to be loaded, where it is not yet
     * @param firstToken for the beginning of the answer once it is
     * @param gap between two pieces of the answer
     * @param total for the whole answer
     * @param probe how long an answer to "are you there" is believed
     */
    public record Patience(
            Duration connect,
            Duration queue,
            Duration load,
            Duration firstToken,
            Duration gap,
            Duration total,
            Duration probe) {}
}
