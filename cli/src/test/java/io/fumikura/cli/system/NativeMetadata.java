package io.fumikura.cli.system;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code reachability-metadata.json} of GraalVM 25, as far as it is used here. The compiler ignores
 * a name it does not find, so a field that is spelled wrong must fail when it is read.
 *
 * @param reflection what is looked up by name at run time, from Java or from JNI
 */
record NativeMetadata(
        @Nullable String comment, List<Registered> reflection, List<Resource> resources) {
    static final String NAME = "reachability-metadata.json";

    NativeMetadata {
        reflection = reflection == null ? List.of() : List.copyOf(reflection);
        resources = resources == null ? List.of() : List.copyOf(resources);
    }

    static NativeMetadata read(Path file) throws IOException {
        return new ObjectMapper().readValue(file.toFile(), NativeMetadata.class);
    }

    Stream<String> types() {
        return reflection.stream().map(Registered::type);
    }

    record Registered(
            String type,
            boolean allDeclaredConstructors,
            boolean allDeclaredMethods,
            boolean allDeclaredFields,
            boolean jniAccessible,
            @Nullable List<Constructor> methods) {

        List<Constructor> constructors() {
            return methods == null ? List.of() : methods;
        }
    }

    /** {@code name} is always {@code <init>}: nothing else is registered one by one. */
    record Constructor(String name, List<String> parameterTypes) {}

    /**
     * @param glob {@code *} stands for anything but a slash, {@code **} for anything
     */
    record Resource(String glob) {
        boolean matches(String path) {
            String regex =
                    Stream.of(glob.split("((?<=\\*\\*)|(?=\\*\\*))", -1))
                            .map(part -> part.equals("**") ? ".*" : oneLevel(part))
                            .collect(Collectors.joining());
            return path.matches(regex);
        }

        private static String oneLevel(String part) {
            return Stream.of(part.split("\\*", -1))
                    .map(Pattern::quote)
                    .collect(Collectors.joining("[^/]*"));
        }
    }
}
