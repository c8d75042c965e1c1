package io.fumikura.ingest.parse.office;

import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.parse.ParseBudget;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an Office file and how they refer to each other. Only parts that are read are
 * unpacked, as a stream, and all of them together up to the limit; what they refer to outside of
 * the file is never looked at.
 */
final class OfficePackage implements Closeable {
    private final ZipFile zip;
    private final ParseBudget budget;
    private long unpacked;

    private OfficePackage(ZipFile zip, ParseBudget budget) {
        this.zip = zip;
        this.budget = budget;
    }

    /**
     * @throws ServiceException it is no ZIP file, or larger than allowed
     */
    static OfficePackage open(Path file, ParseBudget budget) throws IOException {
        ZipDirectory.check(file, budget);
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (IOException | IllegalArgumentException e) {
            throw Damage.of("its list of parts cannot be read", e);
        }
        boolean good = false;
        try {
            checkEntries(zip, budget);
            good = true;
            return new OfficePackage(zip, budget);
        } finally {
            if (!good) {
                zip.close();
            }
        }
    }

    private static void checkEntries(ZipFile zip, ParseBudget budget) {
        budget.checkEntries(zip.size());
        long declared = 0;
        Set<String> names = new HashSet<>();
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = entry.getName();
            if (name.startsWith("/") || name.contains("\\") || name.contains("../")) {
                throw Damage.of("a part's name leads out of it");
            }
            if (!names.add(name)) {
                throw Damage.of("two parts have the same name");
            }
            declared += Math.max(0, entry.getSize());
            budget.checkUnpacked(declared);
        }
    }

    /** A reference from one part to another. */
    record Relation(String type, String target) {
        /** Types are addresses that end in what they mean. */
        boolean is(String meaning) {
            return type.endsWith("/" + meaning);
        }

        /** Where the first of this meaning leads, or null. */
        static @Nullable String target(Collection<Relation> relations, String meaning) {
            return relations.stream()
                    .filter(relation -> relation.is(meaning))
                    .map(Relation::target)
                    .findFirst()
                    .orElse(null);
        }
    }

    boolean has(String part) {
        return zip.getEntry(part) != null;
    }

    /**
     * @throws ServiceException there is no such part, or it is not XML
     */
    XmlCursor read(String part) throws IOException {
        ZipEntry entry = zip.getEntry(part);
        if (entry == null) {
            throw Damage.of("its part " + shown(part) + " is missing");
        }
        try {
            return new XmlCursor(shown(part), new Counted(zip.getInputStream(entry)), budget);
        } catch (IOException e) {
            throw Damage.of(shown(part) + " cannot be unpacked", e);
        }
    }

    private static String shown(String part) {
        return part.length() <= 80 ? part : part.substring(0, 80) + "…";
    }

    /** The part the others belong to. */
    String mainPart() throws IOException {
        return relations("").values().stream()
                .filter(relation -> relation.is("officeDocument"))
                .map(Relation::target)
                .findFirst()
                .orElseThrow(() -> Damage.of("it does not say which part is the document"));
    }

    /** What a part refers to inside the file, by the ids it uses; of the file itself with "". */
    Map<String, Relation> relations(String part) throws IOException {
        int folder = part.lastIndexOf('/') + 1;
        String list = part.substring(0, folder) + "_rels/" + part.substring(folder) + ".rels";
        Map<String, Relation> relations = new LinkedHashMap<>();
        if (!has(list)) {
            return relations;
        }
        try (XmlCursor xml = read(list)) {
            while (xml.next()) {
                String target = xml.isStart("Relationship") ? xml.attribute("Target") : null;
                if (target != null && !xml.attribute("TargetMode", "").equals("External")) {
                    relations.put(
                            xml.attribute("Id", ""),
                            new Relation(
                                    xml.attribute("Type", ""),
                                    resolve(part.substring(0, folder), target)));
                    budget.checkEntries(relations.size());
                }
            }
        }
        return relations;
    }

    private static String resolve(String folder, String target) {
        Deque<String> path = new ArrayDeque<>();
        String whole = target.startsWith("/") ? target.substring(1) : folder + target;
        for (String step : whole.split("/")) {
            if (step.equals("..")) {
                path.pollLast();
            } else if (!step.isEmpty() && !step.equals(".")) {
                path.addLast(step);
            }
        }
        return String.join("/", path);
    }

    /** The title among the file's properties. */
    Optional<String> title() throws IOException {
        Optional<String> properties =
                relations("").values().stream()
                        .filter(relation -> relation.is("core-properties"))
                        .map(Relation::target)
                        .filter(this::has)
                        .findFirst();
        if (properties.isEmpty()) {
            return Optional.empty();
        }
        try (XmlCursor xml = read(properties.get())) {
            while (xml.next()) {
                if (xml.isStart("title")) {
                    return Optional.of(xml.text().strip()).filter(OfficePackage::isTitle);
                }
            }
        }
        return Optional.empty();
    }

    /** Programs write these by themselves. */
    private static boolean isTitle(String title) {
        return title.length() >= 2
                && title.length() <= 200
                && !title.matches(
                        "(?i)(untitled|document\\d*|presentation\\d*|powerpoint.*|無題.*|スライド \\d+|"
                                + "プレゼンテーション.*)");
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** Sizes in the list of a ZIP file may lie: counts what really comes. */
    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            count(Math.max(n, 0));
            return n;
        }

        private void count(int n) {
            unpacked += n;
            budget.checkUnpacked(unpacked);
        }
    }
}
