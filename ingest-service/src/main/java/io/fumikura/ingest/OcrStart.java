package io.fumikura.ingest;

import io.fumikura.ingest.parse.ocr.OcrModel;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Loads the OCR model before anything is taken in, so that a bad folder stops the start. */
@ApplicationScoped
class OcrStart {
    private static final Logger LOG = Logger.getLogger(OcrStart.class);

    void load(@Observes StartupEvent started, OcrModel model) {
        LOG.info(model.description());
    }
}
