package io.fumikura.cli.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the modules say to native-image, held against the class path of the packaged services. The
 * compiler says nothing about a name that does not exist, and the executable then fails where the
 * name would have been needed.
 */
class NativeConfigurationIT {
    private static final List<String> SERVICES =
            List.of("query-service", "ingest-service", "embedding-service", "reranker-service");
    private static final Pattern ORT_CLASS = Pattern.compile("ai/onnxruntime/[A-Z][A-Za-z]+");

    private static final TreeMap<String, Path> JARS = new TreeMap<>();
    private static final Set<String> ENTRIES = new TreeSet<>();
    private static URLClassLoader classes;

    @BeforeAll
    static void openTheClassPathOfAllServices() throws IOException {
        for (String service : SERVICES) {
            Path packaged = RunningSystem.root().resolve(service).resolve("target/quarkus-app");
            assertThat(packaged).as("run 'mvn package' first").isDirectory();
            try (Stream<Path> files = Files.walk(packaged)) {
                files.filter(file -> file.toString().endsWith(".jar"))
                        .forEach(jar -> JARS.put(jar.getFileName().toString(), jar));
            }
        }
        List<URL> urls = new ArrayList<>();
        for (Path jar : JARS.values()) {
            urls.add(jar.toUri().toURL());
            try (JarFile file = new JarFile(jar.toFile())) {
                file.stream().map(ZipEntry::getName).forEach(ENTRIES::add);
            }
        }
        classes =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    @AfterAll
    static void close() throws IOException {
        classes.close();
    }

    static List<Path> metadataFiles() throws IOException {
        return files(NativeMetadata.NAME);
    }

    static List<Path> argumentFiles() throws IOException {
        return files("native-image.properties");
    }

    @ParameterizedTest
    @MethodSource("metadataFiles")
    void everyClassAndConstructorNamedExists(Path file) throws IOException {
        for (NativeMetadata.Registered registered : NativeMetadata.read(file).reflection()) {
            Class<?> type = load(registered.type());
            for (NativeMetadata.Constructor constructor : registered.constructors()) {
                assertThat(constructor.name()).isEqualTo("<init>");
                assertThat(type.getDeclaredConstructors())
                        .as(registered.type())
                        .anyMatch(
                                it ->
                                        Stream.of(it.getParameterTypes())
                                                .map(Class::getName)
                                                .toList()
                                                .equals(constructor.parameterTypes()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("metadataFiles")
    void everyPatternFindsAResource(Path file) throws IOException {
        for (NativeMetadata.Resource resource : NativeMetadata.read(file).resources()) {
            assertThat(ENTRIES).as(resource.glob()).anyMatch(resource::matches);
        }
    }

    @ParameterizedTest
    @MethodSource("argumentFiles")
    void everyClassAndPackageToInitialiseExists(Path file) throws IOException {
        for (String argument : arguments(file).split(" +")) {
            String[] named = argument.split("=", 2);
            assertThat(named[0]).matches("--initialize-at-(run|build)-time");
            for (String name : named[1].split(",")) {
                String path = name.replace('.', '/');
                assertThat(ENTRIES)
                        .as(name)
                        .anyMatch(it -> it.equals(path + ".class") || it.startsWith(path + "/"));
            }
        }
    }

    @Test
    void everyRecordAndEnumOfTheContractsIsRegistered() throws IOException {
        Set<String> written = new TreeSet<>();
        for (String entry : ENTRIES) {
            if (entry.startsWith("io/fumikura/contract/") && entry.endsWith(".class")) {
                Class<?> type = load(entry.substring(0, entry.length() - 6).replace('/', '.'));
                if (type.isRecord() || type.isEnum()) {
                    written.add(type.getName());
                }
            }
        }

        assertThat(written).hasSizeGreaterThan(40);
        assertThat(registered("contracts")).containsAll(written);
    }

    @Test
    void everyPartOfTheModelManifestIsRegistered() throws IOException {
        Set<String> parts = new TreeSet<>();
        collect(load("io.fumikura.inference.model.ModelManifest"), parts);

        assertThat(parts).hasSizeGreaterThan(10);
        assertThat(registered("inference")).containsAll(parts);
    }

    @Test
    void everyClassThatOnnxRuntimeLooksUpIsRegistered() throws IOException {
        Set<String> lookedUp = new TreeSet<>();
        Matcher matcher = ORT_CLASS.matcher(jniLibraryOfOnnxRuntime());
        while (matcher.find()) {
            lookedUp.add(matcher.group().replace('/', '.'));
        }

        assertThat(lookedUp).contains("ai.onnxruntime.OnnxTensor");
        assertThat(registered("inference")).containsAll(lookedUp);
    }

    @Test
    void theCudaLibrariesAreNotPutIntoTheExecutable() throws IOException {
        assertThat(metadata("inference").resources())
                .noneMatch(
                        it ->
                                it.matches(
                                        "ai/onnxruntime/native/linux-x64/libonnxruntime_providers_cuda.so"));
    }

    @Test
    void theDownloadsOfTheTokeniserAreSwitchedOffInTheProcessAndNotInTheCompiler()
            throws IOException {
        assertThat(arguments(folder("inference").resolve("native-image.properties")))
                .containsPattern(
                        "--initialize-at-run-time=\\S*\\bio\\.fumikura\\.inference\\.text\\.TextEncoder\\b");
    }

    private static List<Path> files(String name) throws IOException {
        try (Stream<Path> modules = Files.list(RunningSystem.root())) {
            return modules.map(module -> folder(module.getFileName().toString()).resolve(name))
                    .filter(Files::exists)
                    .sorted()
                    .toList();
        }
    }

    private static Path folder(String module) {
        return RunningSystem.root()
                .resolve(module)
                .resolve("src/main/resources/META-INF/native-image/io.fumikura")
                .resolve(module);
    }

    private static NativeMetadata metadata(String module) throws IOException {
        return NativeMetadata.read(folder(module).resolve(NativeMetadata.NAME));
    }

    private static List<String> registered(String module) throws IOException {
        return metadata(module).types().toList();
    }

    private static String arguments(Path file) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        assertThat(properties.stringPropertyNames()).containsExactly("Args");
        return properties.getProperty("Args");
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, classes);
        } catch (ClassNotFoundException e) {
            throw new AssertionError("there is no class " + name, e);
        }
    }

    /** The records and enums that a value of this type is made of. */
    private static void collect(Type type, Set<String> found) {
        if (type instanceof ParameterizedType generic) {
            Stream.of(generic.getActualTypeArguments()).forEach(it -> collect(it, found));
        } else if (type instanceof Class<?> plain
                && (plain.isRecord() || plain.isEnum())
                && found.add(plain.getName())
                && plain.isRecord()) {
            Stream.of(plain.getRecordComponents())
                    .map(RecordComponent::getGenericType)
                    .forEach(it -> collect(it, found));
        }
    }

    private static String jniLibraryOfOnnxRuntime() {
        URL library =
                classes.getResource("ai/onnxruntime/native/linux-x64/libonnxruntime4j_jni.so");
        assertThat(library).isNotNull();
        try (InputStream in = URI.create(library.toString()).toURL().openStream()) {
            return new String(in.readAllBytes(), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
