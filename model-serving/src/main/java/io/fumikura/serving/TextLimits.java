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
    public void checkCount(List<String> texts) {
        if (texts.size() > maxTexts) {
            throw new ServiceException(
                    ErrorCode.INVALID_REQUEST,
                    "There are %d texts, the limit is %d".formatted(texts.size(), maxTexts));
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

    public void checkLength(String name, String text) {
        if (text.length() > maxCharacters) {
            throw new ServiceException(
                    ErrorCode.REQUEST_TOO_LARGE,
                    "%s has %d characters, the limit is %d"
                            .formatted(name, text.length(), maxCharacters));
        }
    }

    public static ServiceException empty(int index) {
        return new ServiceException(ErrorCode.INVALID_REQUEST, name(index) + " is empty");
    }

    private static String name(int index) {
        return "Text %d (counted from 0)".formatted(index);
    }
}
