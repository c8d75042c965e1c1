package io.fumikura.cli.eval;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to evaluate, and how.
 *
 * @param folders each in the BEIR layout
 * @param joined all folders in one index; else each in its own
 * @param modes wire names of {@code lexical}, {@code dense}, {@code hybrid}, {@code hybrid+rerank}
 * @param clients how many ask at the same time
 * @param sample ask only so many questions of each folder, always the same ones
 * @param scratch where what is indexed stays for the next time
 * @param to gets {@code eval.json} and {@code eval.html}
 * @param against the {@code eval.json} of an earlier run
 */
public record EvalOptions(
        List<Path> folders,
        boolean joined,
        List<String> modes,
        int clients,
        Optional<Integer> sample,
        Optional<Path> scratch,
        Path to,
        Optional<Path> against,
        Models models) {

    /** Model folders for the services, in place of the miniature ones. */
    public record Models(Optional<Path> embedding, Optional<Path> reranker) {
        /** As settings of the services. */
        Map<String, String> settings() {
            Map<String, String> settings = new HashMap<>();
            embedding.ifPresent(f -> settings.put("EMBEDDING_MODEL_PATH", absolute(f)));
            reranker.ifPresent(f -> settings.put("RERANKER_MODEL_PATH", absolute(f)));
            return settings;
        }

        private static String absolute(Path folder) {
            return folder.toAbsolutePath().normalize().toString();
        }
    }

    public EvalOptions {
        folders = List.copyOf(folders);
        modes = List.copyOf(modes);
    }

    List<RetrievalMode> retrievalModes() {
        return modes.stream().map(RetrievalMode::named).toList();
    }
}
