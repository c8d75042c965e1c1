package io.fumikura.serving;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import java.util.List;

/**
 * What is refused before it is tokenised.
 *
 * @param maxTexts in one call
 * @param maxCharacters of one text
 */
public record TextLimits(int maxTexts, int maxCharacters) {
    public void checkCount(int texts) {
        if (texts == 0) {
            throw new ServiceException(
                    ErrorCode.EMPTY_INPUT, "There are no texts, at least one is needed");
        }
        if (texts > maxTexts) {
            throw new ServiceException(
                    ErrorCode.INVALID_REQUEST,
                    "There are %d texts, the limit is %d".formatted(texts, maxTexts));
        }
    }

    /** Each text must hold something, and not too much. */
    public void checkEach(List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            checkLength(name(i), texts.get(i));
            if (texts.get(i).isBlank()) {
                throw empty(i);
            }
        }
    }

    /** For an answer that is many times as large as the texts: all of them count as one. */
    public void checkTogether(List<String> texts) {
        int characters = texts.stream().mapToInt(String::length).sum();
        if (characters > maxCharacters) {
            throw new ServiceException(
                    ErrorCode.REQUEST_TOO_LARGE,
                    "The texts have %d characters together, the limit is %d"
                            .formatted(characters, maxCharacters));
        }
    }

    public void checkLength(String name, String text) {
        if (text.length() > maxCharacters) {
            throw new ServiceException(
                    ErrorCode.REQUEST_TOO_LARGE,
                    "%s has %d characters, the limit is %d"
                            .formatted(name, text.length(), maxCharacters));
        }
    }

    public static ServiceException empty(int index) {
        return new ServiceException(ErrorCode.EMPTY_INPUT, name(index) + " is empty");
    }

    private static String name(int index) {
        return "Text %d (counted from 0)".formatted(index);
    }
}
