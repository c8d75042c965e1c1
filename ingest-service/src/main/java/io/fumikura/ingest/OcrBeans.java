package io.fumikura.ingest;

import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.onnx.OnnxOptions;
import io.fumikura.ingest.ocr.OcrServiceSettings;
import io.fumikura.ingest.ocr.RemoteOcrEngine;
import io.fumikura.ingest.ocr.mapping.Mapping;
import io.fumikura.ingest.ocr.mapping.MappingFile;
import io.fumikura.ingest.parse.ocr.OcrModel;
import io.fumikura.ocr.engine.OcrOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import org.jboss.logging.Logger;

/** What reads pictures of pages, for {@link IngestBeans}. */
@ApplicationScoped
class OcrBeans {
    private static final Logger LOG = Logger.getLogger(OcrBeans.class);
    private static final String COMMERCIAL = "commercial";

    @Produces
    @Singleton
    OcrModel ocrModel(IngestConfig config) {
        return of(config.ocr());
    }

    void close(@Disposes OcrModel model) {
        model.close();
    }

    static OcrModel of(IngestConfig.Ocr ocr) {
        return switch (ocr.engine()) {
            case ONNX -> onnx(ocr);
            case YOMITOKU -> remote(ocr);
        };
    }

    private static OcrModel onnx(IngestConfig.Ocr ocr) {
        OnnxOptions onnx = new OnnxOptions(ocr.device(), ocr.threads(), 0, null);
        OcrOptions options = new OcrOptions(onnx, true, true);
        return ocr.modelPath()
                .map(ModelFolder::open)
                .map(folder -> OcrModel.load(approved(folder, ocr), options, ocr.pageTimeout()))
                .orElseGet(OcrModel::none);
    }

    private static ModelFolder approved(ModelFolder folder, IngestConfig.Ocr ocr) {
        ocr.modelDigest().ifPresent(folder::requireDigest);
        return folder;
    }

    private static OcrModel remote(IngestConfig.Ocr ocr) {
        Mapping mapping = ocr.mapping().map(MappingFile::read).orElseGet(MappingFile::shipped);
        mapping.licenceToAccept()
                .ifPresent(licence -> accept(mapping.engine(), licence, accepted(ocr)));
        URI url =
                ocr.url()
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "ingest.ocr.url is not set;"
                                                        + " ingest.ocr.engine=yomitoku needs the"
                                                        + " address of its wrapper"));
        OcrServiceSettings settings =
                new OcrServiceSettings(url, ocr.pageTimeout(), ocr.concurrency());
        return OcrModel.remote(new RemoteOcrEngine(settings, mapping), ocr.pageTimeout());
    }

    private static String accepted(OcrServiceConfig ocr) {
        return ocr.acceptedLicence().orElse("");
    }

    private static void accept(String engine, String licence, String accepted) {
        if (!accepted.equalsIgnoreCase(licence) && !accepted.equalsIgnoreCase(COMMERCIAL)) {
            throw new IllegalStateException(
                    ("ingest.ocr.accepted-licence is \"%s\". Code and weights of %s are under %s:"
                                    + " set it to %3$s if you keep to that licence, or to %s if its owner gave"
                                    + " you another")
                            .formatted(accepted, engine, licence, COMMERCIAL));
        }
        LOG.infof("%s is used; the operator accepted its licence: %s", engine, accepted);
    }
}
