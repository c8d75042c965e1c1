package io.fumikura.localstack.qdrant;

import io.qdrant.client.grpc.Collections.AliasDescription;
import io.qdrant.client.grpc.Collections.AliasOperations;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.ListAliasesResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** All collections and aliases: a folder of folders, and one file. */
final class CollectionRegistry implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("[^<>:\"/\\\\|?*\\x00-\\x1F]{1,200}");

    private final Path folder;
    private final Path aliasFile;
    private final Map<String, PointCollection> collections = new ConcurrentHashMap<>();
    private volatile Map<String, String> aliases = Map.of();

    private CollectionRegistry(Path folder, Path aliasFile) {
        this.folder = folder;
        this.aliasFile = aliasFile;
    }

    static CollectionRegistry open(Path folder) throws IOException {
        Path collections = Files.createDirectories(folder.resolve("collections"));
        CollectionRegistry registry =
                new CollectionRegistry(collections, folder.resolve("aliases"));
        registry.load();
        return registry;
    }

    private void load() throws IOException {
        List<Path> folders;
        try (Stream<Path> children = Files.list(folder)) {
            folders = children.toList();
        }
        for (Path child : folders) {
            if (PointCollection.isWhole(child)) {
                String name =
                        URLDecoder.decode(
                                String.valueOf(child.getFileName()), StandardCharsets.UTF_8);
                collections.put(name, PointCollection.open(child));
            } else {
                DurableFile.deleteRecursively(child);
            }
        }
        if (Files.exists(aliasFile)) {
            Map<String, String> loaded = new HashMap<>();
            ListAliasesResponse.parseFrom(Files.readAllBytes(aliasFile))
                    .getAliasesList()
                    .forEach(entry -> loaded.put(entry.getAliasName(), entry.getCollectionName()));
            aliases = Map.copyOf(loaded);
        }
    }

    /** By its name or an alias of it. */
    PointCollection get(String name) {
        PointCollection collection = collections.get(aliases.getOrDefault(name, name));
        if (collection == null) {
            throw Refusal.noCollection(name);
        }
        return collection;
    }

    boolean exists(String name) {
        return collections.containsKey(aliases.getOrDefault(name, name));
    }

    List<String> names() {
        return collections.keySet().stream().sorted().toList();
    }

    List<AliasDescription> aliases() {
        return new TreeMap<>(aliases)
                .entrySet().stream()
                        .map(
                                entry ->
                                        AliasDescription.newBuilder()
                                                .setAliasName(entry.getKey())
                                                .setCollectionName(entry.getValue())
                                                .build())
                        .toList();
    }

    synchronized void create(CreateCollection request) throws IOException {
        String name = request.getCollectionName();
        if (!NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
            throw Refusal.wrongInput("Validation error: collection name `" + name + "`");
        }
        if (collections.containsKey(name)) {
            throw Refusal.exists(name);
        }
        if (aliases.containsKey(name)) {
            throw Refusal.wrongInput("Alias with the same name already exists: " + name);
        }
        Path child = folder.resolve(URLEncoder.encode(name, StandardCharsets.UTF_8));
        collections.put(name, PointCollection.create(child, request));
        DurableFile.forceFolder(folder);
    }

    /** Also removes its aliases; false when there is no such collection. */
    synchronized boolean delete(String name) throws IOException {
        PointCollection collection = collections.remove(name);
        if (collection == null) {
            return false;
        }
        Map<String, String> next = new HashMap<>(aliases);
        next.values().removeIf(name::equals);
        replaceAliases(next);
        collection.delete();
        return true;
    }

    /** All of the operations or none. */
    synchronized void change(List<AliasOperations> operations) throws IOException {
        Map<String, String> next = new HashMap<>(aliases);
        for (AliasOperations operation : operations) {
            switch (operation.getActionCase()) {
                case CREATE_ALIAS ->
                        create(
                                next,
                                operation.getCreateAlias().getAliasName(),
                                operation.getCreateAlias().getCollectionName());
                case DELETE_ALIAS -> next.remove(operation.getDeleteAlias().getAliasName());
                case RENAME_ALIAS ->
                        rename(
                                next,
                                operation.getRenameAlias().getOldAliasName(),
                                operation.getRenameAlias().getNewAliasName());
                case ACTION_NOT_SET -> throw Refusal.wrongInput("Malformed AliasOperation type");
            }
        }
        replaceAliases(next);
    }

    private void create(Map<String, String> next, String alias, String collection) {
        if (!collections.containsKey(collection)) {
            throw Refusal.noCollection(collection);
        }
        if (collections.containsKey(alias)) {
            throw Refusal.wrongInput("Collection `" + alias + "` already exists!");
        }
        next.put(alias, collection);
    }

    private static void rename(Map<String, String> next, String from, String to) {
        String collection = next.remove(from);
        if (collection == null) {
            throw Refusal.noAlias(from);
        }
        next.put(to, collection);
    }

    private void replaceAliases(Map<String, String> next) throws IOException {
        Map<String, String> previous = aliases;
        aliases = Map.copyOf(next);
        try {
            DurableFile.write(
                    aliasFile,
                    ListAliasesResponse.newBuilder()
                            .addAllAliases(aliases())
                            .build()
                            .toByteArray());
        } catch (IOException e) {
            aliases = previous;
            throw e;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        for (PointCollection collection : collections.values()) {
            collection.close();
        }
    }
}
