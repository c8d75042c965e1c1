package io.fumikura.inference;

import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.ModelUnavailableException;
import io.fumikura.inference.model.Task;

/** Whether a folder holds the model that is wanted. */
final class Approval {
    private Approval() {}

    static void requireTask(ModelFolder folder, Task task) {
        if (folder.manifest().task() != task) {
            throw new ModelUnavailableException(
                    "%s is a model for %s, this service needs one for %s"
                            .formatted(
                                    folder.manifest().id(),
                                    folder.manifest().task().wireName(),
                                    task.wireName()),
                    folder.path(),
                    folder.path().resolve("model.json"),
                    "Set the model path to a folder that holds a model for %s."
                            .formatted(task.wireName()));
        }
    }
}
