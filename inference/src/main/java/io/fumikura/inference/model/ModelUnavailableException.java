package io.fumikura.inference.model;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A model that is missing, altered or not usable here. The message alone is enough to act on: what
 * is wrong, where it was looked for, what should lie there and what to do.
 */
public final class ModelUnavailableException extends RuntimeException {
    private final String problem;
    private final Path modelPath;
    private final Path expectedLocation;
    private final String fix;

    /**
     * @param problem what is wrong, a clause without a full stop
     * @param modelPath the configured model folder
     * @param expectedLocation the file or folder that should be there
     * @param fix what the operator should do, a sentence
     */
    public ModelUnavailableException(
            String problem, Path modelPath, Path expectedLocation, String fix) {
        this(problem, modelPath, expectedLocation, fix, null);
    }

    public ModelUnavailableException(
            String problem,
            Path modelPath,
            Path expectedLocation,
            String fix,
            @Nullable Throwable cause) {
        super(
                "The model cannot be used: %s. model_path=%s expected_location=%s fix=%s"
                        .formatted(problem, modelPath, expectedLocation, fix),
                cause);
        this.problem = problem;
        this.modelPath = modelPath;
        this.expectedLocation = expectedLocation;
        this.fix = fix;
    }

    public String problem() {
        return problem;
    }

    public Path modelPath() {
        return modelPath;
    }

    public Path expectedLocation() {
        return expectedLocation;
    }

    public String fix() {
        return fix;
    }
}
