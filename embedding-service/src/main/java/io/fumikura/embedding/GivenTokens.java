package io.fumikura.embedding;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.inference.text.Encoded;
import io.fumikura.inference.text.TextEncoder;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Token ids that a caller made itself. They skip the tokeniser, so they are compared with the
 * vocabulary here: an id the model does not have would fail the whole batch it is in.
 */
final class GivenTokens {
    private GivenTokens() {}

    static List<Encoded> encode(TextEncoder encoder, List<List<Integer>> inputs) {
        if (encoder.vocabularySize() == 0) {
            throw new ServiceException(
                    ErrorCode.INVALID_REQUEST,
                    "The vocabulary of this model is not known, send texts and not token ids");
        }
        return IntStream.range(0, inputs.size())
                .mapToObj(i -> encode(encoder, i, inputs.get(i)))
                .toList();
    }

    private static Encoded encode(TextEncoder encoder, int index, List<Integer> ids) {
        if (ids.isEmpty()) {
            throw new ServiceException(ErrorCode.EMPTY_INPUT, name(index) + " has no token ids");
        }
        if (ids.size() > encoder.limit()) {
            throw new ServiceException(
                    ErrorCode.INVALID_REQUEST,
                    "%s has %d token ids, the limit is %d"
                            .formatted(name(index), ids.size(), encoder.limit()));
        }
        for (int id : ids) {
            if (id < 0 || id >= encoder.vocabularySize()) {
                throw new ServiceException(
                        ErrorCode.INVALID_REQUEST,
                        "%s has the token id %d, this model has the ids 0 to %d"
                                .formatted(name(index), id, encoder.vocabularySize() - 1));
            }
        }
        return encoder.encode(ids);
    }

    private static String name(int index) {
        return "Input %d (counted from 0)".formatted(index);
    }
}
