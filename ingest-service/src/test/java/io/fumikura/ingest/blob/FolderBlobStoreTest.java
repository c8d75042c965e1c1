package io.fumikura.ingest.blob;

import java.io.IOException;

class FolderBlobStoreTest extends BlobStoreContract {
    @Override
    BlobStore open() throws IOException {
        return new FolderBlobStore(folder, MAX_BYTES, HEAD_BYTES);
    }
}
