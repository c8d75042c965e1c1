package io.fumikura.query.chat;

import io.fumikura.contract.chat.ChatMessage;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.contract.query.AnswerRequest;
import io.fumikura.contract.query.AnswerRequest.Turn;
import io.fumikura.contract.query.SearchRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a list of messages asks, and what was said before. */
final class ChatHistory {
    private ChatHistory() {}

    /** The last user message is the question; each one before it is a turn. */
    static AnswerRequest asked(List<ChatMessage> messages) {
        List<Turn> turns = new ArrayList<>();
        String question = null;
        String answer = null;
        for (ChatMessage message : messages) {
            if (message.role().equals("user")) {
                add(turns, question, answer);
                question = message.content();
                answer = null;
            } else if (message.role().equals("assistant")) {
                answer = message.content();
            }
        }
        return AnswerRequest.of(checked(question), latest(turns));
    }

    private static void add(List<Turn> turns, @Nullable String question, @Nullable String answer) {
        if (question != null && !question.isBlank()) {
            turns.add(new Turn(question, answer));
        }
    }

    private static List<Turn> latest(List<Turn> turns) {
        return turns.subList(Math.max(0, turns.size() - AnswerRequest.MAX_HISTORY), turns.size());
    }

    private static String checked(@Nullable String question) {
        if (question == null || question.isBlank()) {
            throw new ServiceException(
                    ErrorCode.INVALID_REQUEST, "messages has no user message with text");
        }
        if (question.length() > SearchRequest.MAX_QUERY_LENGTH) {
            throw new ServiceException(
                    ErrorCode.INVALID_REQUEST,
                    "the question has %,d characters, limit %,d"
                            .formatted(question.length(), SearchRequest.MAX_QUERY_LENGTH));
        }
        return question;
    }
}
