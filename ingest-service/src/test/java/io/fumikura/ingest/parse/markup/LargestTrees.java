package io.fumikura.ingest.parse.markup;

import io.fumikura.ingest.parse.Limits;
import io.fumikura.ingest.parse.ParseLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads the documents that need most memory of those that are not refused, two at a time, as the
 * service does. Run in a process with the memory the service has.
 */
public final class LargestTrees {
    /** Characters and marks together weigh what is allowed, or nearly. */
    private static final int MOST = ParseLimits.DEFAULT.text().maxHeldCharacters();

    private static final int MARK = 16;

    private LargestTrees() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        for (Map.Entry<String, String> document : documents().entrySet()) {
            String name = document.getKey();
            Path file = Files.createTempFile("largest", name.substring(name.lastIndexOf('.')));
            Files.writeString(file, document.getValue());
            document.setValue("");
            Runnable reading = () -> read(name, file);
            List<Thread> two = List.of(new Thread(reading), new Thread(reading));
            two.forEach(Thread::start);
            for (Thread thread : two) {
                thread.join();
            }
            Files.delete(file);
        }
        System.out.println("all read");
    }

    private static void read(String name, Path file) {
        try {
            int pages =
                    Limits.read(
                                    name.endsWith(".md") ? new MarkdownParser() : new HtmlParser(),
                                    file)
                            .pages()
                            .size();
            System.out.println(name + ": " + pages + " pages");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (OutOfMemoryError e) {
            System.out.println(name + ": out of memory");
            Runtime.getRuntime().halt(3);
        }
    }

    private static Map<String, String> documents() {
        Map<String, String> documents = new LinkedHashMap<>();
        documents.put("elements.html", filled("<p>x", 1));
        documents.put("cells.html", "<table><tr>" + filled("<td>x", 1));
        documents.put("inline.html", filled("<i>x</i>", 2));
        documents.put("attributes.html", filled("<p " + attributes() + ">x", 1));
        documents.put("text.html", filled("x", 0));
        documents.put("lines.html", "<pre>" + filled("x\n", 1));
        documents.put("paragraphs.md", filled("x\n\n", 2));
        documents.put("emphasis.md", filled("*x* ", 2));
        documents.put("escapes.md", filled("\\*", 2));
        documents.put("links.md", filled("[x](y) ", 1));
        documents.put("lists.md", filled("- x\n", 2));
        documents.put("cells.md", "|a|\n|-|\n" + filled("|x|\n", 3));
        documents.put("text.md", filled("x", 0));
        return documents;
    }

    private static String attributes() {
        return IntStream.range(0, 500).mapToObj(i -> "a" + i).collect(Collectors.joining(" "));
    }

    private static String filled(String piece, int marks) {
        return piece.repeat((MOST - 1000) / (piece.length() + MARK * marks));
    }
}
