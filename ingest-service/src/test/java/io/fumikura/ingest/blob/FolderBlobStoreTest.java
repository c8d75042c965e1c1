package io.fumikura.ingest.blob;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

class FolderBlobStoreTest extends BlobStoreContract {
    @Override
    BlobStore open() throws IOException {
        return new FolderBlobStore(folder, MAX_BYTES, HEAD_BYTES);
    }

    @Override
    void putDirectly(String place, String content) throws IOException {
        Path file = folder.resolve(place);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, content);
    }
}
