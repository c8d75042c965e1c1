package io.fumikura.ingest.parse.office;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;

/** Reasons why an Office file cannot be read. */
final class Damage {
    private Damage() {}

    static ServiceException of(String what, Throwable cause) {
        return new ServiceException(ErrorCode.UNREADABLE_DOCUMENT, sentence(what), cause);
    }

    static ServiceException of(String what) {
        return new ServiceException(ErrorCode.UNREADABLE_DOCUMENT, sentence(what));
    }

    private static String sentence(String what) {
        return "The Office file is damaged: " + what;
    }
}
