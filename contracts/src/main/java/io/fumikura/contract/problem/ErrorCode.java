package io.fumikura.contract.problem;

import java.net.URI;
import java.util.Locale;

/**
 * Every error a caller can be given. A code fixes the HTTP status, the title and the problem type,
 * so that the same mistake looks the same in all four services.
 */
public enum ErrorCode {
    /** The body is not JSON, or not the encoding it claims to be. */
    UNREADABLE_REQUEST(400, "The request cannot be read"),
    /** The body is JSON, but a field is missing, unknown, of the wrong type or out of range. */
    INVALID_REQUEST(422, "The request is not valid"),
    /** There is no text to work on, or one without any content; TEI answers 400 to it. */
    EMPTY_INPUT(422, "There is nothing to work on"),
    /** No credential, or one that is not valid (any more). */
    UNAUTHENTICATED(401, "This needs a valid credential"),
    /** The credential is valid and does not allow this. */
    FORBIDDEN(403, "The credential does not allow this"),
    NOT_FOUND(404, "There is nothing at this address"),
    DOCUMENT_NOT_FOUND(404, "There is no such document"),
    /** The page has text but no looks, or what it was drawn from is gone. */
    NO_PAGE_IMAGE(404, "There is no image of this page"),
    DEAD_LETTER_NOT_FOUND(404, "There is no such dead letter"),
    MODEL_NOT_FOUND(404, "There is no such model"),
    METHOD_NOT_ALLOWED(405, "This method is not allowed here"),
    NOT_ACCEPTABLE(406, "None of the accepted media types can be produced"),
    IDEMPOTENCY_CONFLICT(409, "The idempotency key was used with other content"),
    /** What is asked for does not fit what is going on; the detail says what is. */
    CONFLICT(409, "This cannot be done now"),
    DOCUMENT_TOO_LARGE(413, "The document is too large"),
    REQUEST_TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_FORMAT(415, "This format is not supported"),
    EMPTY_DOCUMENT(422, "The document has no content"),
    UNREADABLE_DOCUMENT(422, "The document cannot be read"),
    ENCRYPTED_DOCUMENT(422, "The document is encrypted"),
    NEEDS_OCR(422, "What the document says is in pictures, and OCR is not available"),
    INVALID_EVENT(422, "The event is not valid"),
    /** An address that is not followed, whatever is there. */
    REFERENCE_REFUSED(422, "What the event refers to may not be read"),
    REFERENCE_UNREADABLE(422, "What the event refers to cannot be read"),
    /** The model could not process the input; 424 is what TEI answers and its clients retry. */
    INFERENCE_FAILED(424, "The model failed on this input"),
    /** More requests than this credential may send in the time. */
    RATE_LIMITED(429, "Too many requests with this credential"),
    OVERLOADED(429, "The service is busy"),
    INTERNAL_ERROR(500, "Something went wrong inside"),
    NOT_READY(503, "The service is not ready"),
    DEPENDENCY_UNAVAILABLE(503, "A service this one depends on is not available"),
    DEADLINE_EXCEEDED(504, "The time for this request ran out");

    private final int status;
    private final String title;

    ErrorCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /**
     * The code as it stands in bodies, logs and the database, for example {@code
     * unsupported_format}.
     */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public URI type() {
        return URI.create("urn:fumikura:problem:" + wireName());
    }

    /** Whether the same request may succeed later without being changed. */
    public boolean retryable() {
        return status == 424 || status == 429 || (status >= 500 && status != 501);
    }
}
