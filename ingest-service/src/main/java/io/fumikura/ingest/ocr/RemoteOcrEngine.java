package io.fumikura.ingest.ocr;

import com.fasterxml.jackson.databind.JsonNode;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.ocr.mapping.Mapping;
import io.fumikura.ingest.ocr.mapping.OcrDocumentMapper;
import io.fumikura.ingest.ocr.mapping.UnusableAnswer;
import io.fumikura.ocr.Cancellation;
import io.fumikura.ocr.OcrCancelled;
import io.fumikura.ocr.OcrEngine;
import io.fumikura.ocr.OcrPage;
import io.fumikura.ocr.image.PageImage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Has pages read by a service. It is asked for a few at a time; one that is busy or just away is
 * tried again as long as half of the page's time is left, so a page only runs out of time when the
 * service itself was too slow for it. After that the failure is one that passes ({@code
 * overloaded}, {@code dependency_unavailable}), and the document waits. What the service refuses,
 * or answers and cannot be used, is {@code inference_failed} and says why.
 */
public final class RemoteOcrEngine implements OcrEngine {
    /** Of the page's time; the rest is for making the picture and for reading the answer. */
    private static final double SHARE = 0.9;

    private static final int TRIES_WHILE_AWAY = 3;

    /** A thousand pages of text, or so. */
    private static final int KEPT_BYTES = 8 << 20;

    private final OcrServiceSettings settings;
    private final Mapping mapping;
    private final OcrDocumentMapper mapper;
    private final OcrServiceClient client;
    private final Semaphore places;
    private final Breaker breaker = new Breaker(System::nanoTime);
    private final BrokenPages broken = new BrokenPages();
    private final KeptAnswers kept = new KeptAnswers(KEPT_BYTES);

    public RemoteOcrEngine(OcrServiceSettings settings, Mapping mapping) {
        this.settings = settings;
        this.mapping = mapping;
        this.mapper = new OcrDocumentMapper(mapping);
        this.client = new OcrServiceClient(settings);
        this.places = new Semaphore(settings.concurrency(), true);
    }

    @Override
    public String name() {
        return mapping.engine();
    }

    /** Where it is, for the log. */
    public String address() {
        return settings.url().toString();
    }

    /** Why no page can be read now, asked now; empty when one can. */
    public Optional<String> absence() {
        return client.absence().map(this::sentence);
    }

    /**
     * @throws OcrCancelled the caller has left, or the service needs too long for this page
     * @throws ServiceException the service is away or busy, which passes, or cannot read this page
     */
    @Override
    public OcrPage read(PageImage image, Cancellation cancellation) {
        long end = System.nanoTime() + (long) (settings.pageTime().toNanos() * SHARE);
        cancellation.check();
        PagePng png = PagePng.of(image.raster());
        Optional<JsonNode> known = kept.find(png);
        JsonNode answer = known.orElseGet(() -> placed(png, end, cancellation));
        OcrPage page;
        try {
            page = mapper.page(answer, image.width(), image.height(), image.dpi());
        } catch (UnusableAnswer e) {
            throw cannotRead("gives an answer that " + e.reason(), e);
        }
        if (known.isEmpty()) {
            kept.keep(png, answer);
        }
        return page;
    }

    private JsonNode placed(PagePng png, long end, Cancellation cancellation) {
        try {
            if (!places.tryAcquire(left(end).minus(half()).toNanos(), TimeUnit.NANOSECONDS)) {
                throw busy("is busy with other pages");
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
        try {
            return answer(png, end, cancellation);
        } finally {
            places.release();
        }
    }

    private JsonNode answer(PagePng png, long end, Cancellation cancellation) {
        for (int tries = 1; ; tries++) {
            if (breaker.isOpen()) {
                throw away("was away just now", null);
            }
            Attempt attempt = attempt(png, end, cancellation);
            note(attempt, png);
            switch (attempt.kind()) {
                case ANSWERED -> {
                    return attempt.answer();
                }
                case REFUSED -> throw cannotRead(attempt.words(), attempt.cause());
                case SLOW -> throw new OcrCancelled(sentence(attempt.words()));
                case BUSY -> {
                    if (isTooLate(attempt.pause(), end)) {
                        throw busy(attempt.words());
                    }
                }
                case AWAY, BROKEN_OFF -> {
                    if (tries >= TRIES_WHILE_AWAY || isTooLate(attempt.pause(), end)) {
                        throw away(attempt.words(), attempt.cause());
                    }
                }
            }
            pause(attempt.pause());
        }
    }

    /** A page that was broken off over is sent again only to a service that is well. */
    private Attempt attempt(PagePng png, long end, Cancellation cancellation) {
        Optional<String> absence = broken.knows(png) ? client.absence() : Optional.empty();
        return absence.map(words -> Attempt.away(words, null))
                .orElseGet(() -> client.read(png.bytes(), left(end), cancellation));
    }

    private boolean isTooLate(Duration pause, long end) {
        return left(end).minus(pause).compareTo(half()) < 0;
    }

    private void note(Attempt attempt, PagePng png) {
        switch (attempt.kind()) {
            case AWAY -> breaker.failed();
            case BROKEN_OFF -> {
                breaker.failed();
                if (broken.brokeOff(png)) {
                    throw cannotRead(
                            attempt.words() + ", three times over this page", attempt.cause());
                }
            }
            case BUSY, SLOW -> breaker.answered();
            case ANSWERED, REFUSED -> {
                breaker.answered();
                broken.answered(png);
            }
        }
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static OcrCancelled interrupted() {
        Thread.currentThread().interrupt();
        return new OcrCancelled("the caller has left");
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    private Duration half() {
        return settings.pageTime().dividedBy(2);
    }

    private ServiceException busy(String words) {
        return ServiceException.overloaded(sentence(words), Breaker.REST);
    }

    private ServiceException away(String words, @Nullable Throwable cause) {
        return new ServiceException(ErrorCode.DEPENDENCY_UNAVAILABLE, sentence(words), cause);
    }

    private ServiceException cannotRead(String words, @Nullable Throwable cause) {
        return new ServiceException(ErrorCode.INFERENCE_FAILED, sentence(words), cause);
    }

    private String sentence(String words) {
        return "The OCR service at %s %s".formatted(settings.url(), words);
    }
}
