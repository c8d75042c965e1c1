package io.fumikura.contract.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The shape of an error body. Our own routes answer RFC 9457; a compatible route answers the way
 * the server it is compatible with does, so that existing clients show the message.
 */
public enum ErrorDialect {
    PROBLEM(Problem.MEDIA_TYPE) {
        @Override
        Object body(ErrorCode code, Problem problem) {
            return problem;
        }
    },
    /**
     * {@code {"error": {"message", "type", "param", "code"}}}, the nested form OpenAI's clients
     * read.
     */
    OPENAI("application/json") {
        @Override
        Object body(ErrorCode code, Problem problem) {
            Map<String, @Nullable Object> error = new LinkedHashMap<>();
            error.put("message", message(problem));
            error.put("type", openAiType(code));
            error.put("param", firstField(problem));
            error.put("code", code.wireName());
            return Map.of("error", error);
        }
    },
    /** {@code {"error", "error_type"}} as Text Embeddings Inference sends it. */
    TEI("application/json") {
        @Override
        Object body(ErrorCode code, Problem problem) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("error", message(problem));
            error.put("error_type", teiType(code));
            return error;
        }

        @Override
        public int status(ErrorCode code) {
            return code == ErrorCode.EMPTY_INPUT ? BAD_REQUEST : code.status();
        }
    },
    /**
     * {@code {"id", "message"}}. Cohere answers 400 to whatever is wrong with a request, and has no
     * 424: its clients retry a 500.
     */
    COHERE("application/json") {
        @Override
        Object body(ErrorCode code, Problem problem) {
            Map<String, Object> error = new LinkedHashMap<>();
            if (problem.traceId() != null) {
                error.put("id", problem.traceId());
            }
            error.put("message", message(problem));
            return error;
        }

        @Override
        public int status(ErrorCode code) {
            return switch (code.status()) {
                case 422 -> BAD_REQUEST;
                case 424 -> ErrorCode.INTERNAL_ERROR.status();
                default -> code.status();
            };
        }
    },
    /** {@code {"detail"}}, which Jina's clients show. */
    JINA("application/json") {
        @Override
        Object body(ErrorCode code, Problem problem) {
            return Map.of("detail", message(problem));
        }
    };

    private static final int BAD_REQUEST = 400;

    private static final Set<String> OPENAI_PATHS =
            Set.of("/v1/embeddings", "/v1/chat/completions", "/v1/models");
    private static final String OPENAI_MODEL = "/v1/models/";
    private static final Set<String> TEI_PATHS =
            Set.of("/embed", "/rerank", "/tokenize", "/info", "/health", "/ping");
    private static final Map<String, ErrorDialect> RERANK_PATHS =
            Map.of("/v2/rerank", COHERE, "/v1/rerank", JINA);

    private final String mediaType;

    ErrorDialect(String mediaType) {
        this.mediaType = mediaType;
    }

    /** The dialect of a request path such as {@code /v1/embeddings}. */
    public static ErrorDialect of(String path) {
        String absolute = path.startsWith("/") ? path : "/" + path;
        if (OPENAI_PATHS.contains(absolute) || absolute.startsWith(OPENAI_MODEL)) {
            return OPENAI;
        }
        return TEI_PATHS.contains(absolute) ? TEI : RERANK_PATHS.getOrDefault(absolute, PROBLEM);
    }

    public String mediaType() {
        return mediaType;
    }

    abstract Object body(ErrorCode code, Problem problem);

    /** The HTTP status by which this dialect's clients know the mistake. */
    public int status(ErrorCode code) {
        return code.status();
    }

    private static String openAiType(ErrorCode code) {
        if (code.status() == ErrorCode.OVERLOADED.status()) {
            return "rate_limit_error";
        }
        return code.status() < 500 ? "invalid_request_error" : "server_error";
    }

    private static String message(Problem problem) {
        List<Problem.FieldError> errors = problem.errors();
        if (errors == null || errors.isEmpty()) {
            return problem.detail();
        }
        return problem.detail() + ": " + errors.get(0).field() + " " + errors.get(0).message();
    }

    private static @Nullable String firstField(Problem problem) {
        List<Problem.FieldError> errors = problem.errors();
        return errors == null || errors.isEmpty() ? null : errors.get(0).field();
    }

    /** TEI's word for a kind of error, in its bodies and, in lower case, in its metrics. */
    public static String teiType(ErrorCode code) {
        if (code == ErrorCode.EMPTY_INPUT) {
            return "Empty";
        }
        return switch (code.status()) {
            case 424 -> "Backend";
            case 429 -> "Overloaded";
            case 500, 503, 504 -> "Unhealthy";
            default -> "Validation";
        };
    }
}
