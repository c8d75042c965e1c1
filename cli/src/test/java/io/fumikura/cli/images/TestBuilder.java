package io.fumikura.cli.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/** A builder where one can run; elsewhere the tests are skipped, and say why. */
final class TestBuilder {
    private TestBuilder() {}

    static Builder openOrSkip(Path repository) throws IOException {
        Optional<String> obstacle = Builder.obstacle();
        if (obstacle.isPresent()) {
            throw notHere(obstacle.get());
        }
        String cache = System.getenv().getOrDefault("FUMIKURA_ROOTFS_CACHE", "target/images");
        try {
            return Builder.open(repository, Path.of(cache).toAbsolutePath());
        } catch (Builder.BaseUnavailable e) {
            throw notHere("Debian's packages cannot be had: " + e.getMessage());
        }
    }

    private static TestAbortedException notHere(String why) {
        System.out.println("skipped: images are not built here, because " + why);
        return new TestAbortedException(why);
    }
}
