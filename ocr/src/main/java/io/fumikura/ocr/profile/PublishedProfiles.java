package io.fumikura.ocr.profile;

import io.fumikura.inference.model.ModelManifest.Role;
import io.fumikura.ocr.recognise.ParseqProfile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Profiles of published models, for whoever adopts their files. Proven with graphs of the same
 * signatures and random weights; the real weights were never at hand.
 */
public enum PublishedProfiles {
    /** NDLOCR-Lite of the National Diet Library: CC BY 4.0. */
    NDL_LITE("ndl-lite", "国立国会図書館 NDLOCR-Lite"),

    /** PP-OCRv5 with PP-DocLayout V2 or V3 and SLANet_plus: Apache-2.0. */
    PPOCR_V5("ppocr-v5", "PaddlePaddle");

    private final String id;
    private final String attribution;

    PublishedProfiles(String id, String attribution) {
        this.id = id;
        this.attribution = attribution;
    }

    public String id() {
        return id;
    }

    /** Whom the licence asks to name. */
    public String attribution() {
        return attribution;
    }

    /** Names the files have in a folder, beside {@code profile.json}. */
    public Map<String, Role> files() {
        OcrProfile profile = profile();
        Map<String, Role> files = new LinkedHashMap<>();
        files.put(profile.detector().file(), Role.DETECTOR);
        profile.recogniser().files().forEach(file -> files.put(file, Role.RECOGNISER));
        if (profile.layout() != null) {
            files.put(profile.layout().file(), Role.LAYOUT);
        }
        if (profile.table() != null) {
            files.put(profile.table().file(), Role.TABLE);
        }
        if (profile.recogniser() instanceof ParseqProfile parseq) {
            files.put(parseq.charset(), Role.CHARSET);
        }
        return files;
    }

    /** What to write as {@code profile.json}. */
    public String json() {
        try (InputStream in = PublishedProfiles.class.getResourceAsStream(id + ".json")) {
            if (in == null) {
                throw new IllegalStateException("not in the jar: " + id + ".json");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public OcrProfile profile() {
        try {
            return ProfileFile.parse(json());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
