package io.fumikura.ocr.score;

import io.fumikura.ocr.score.TruePage.TrueBlock;
import io.fumikura.ocr.score.TruePage.TrueCell;
import io.fumikura.ocr.score.TruePage.TrueLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A folder of pages whose text and geometry are known: {@code gt/ID.json} for each page, naming its
 * picture in {@code pages/}. Strict: a page that is left out in silence would flatter the figures.
 */
public final class TruePages {
    private static final String TRUTHS = "gt";
    private static final String PICTURES = "pages";

    private TruePages() {}

    /**
     * By id.
     *
     * @throws BadTruth a file is missing, or does not say what is needed
     */
    public static List<TruePage> read(Path folder) throws IOException {
        List<String> ids = names(folder.resolve(TRUTHS), ".json");
        if (ids.isEmpty()) {
            throw new BadTruth(
                    "%s holds no ground truth; it needs %s/ID.json for each page, and the picture"
                                    .formatted(folder, TRUTHS)
                            + " each names, %s/ID.png for example".formatted(PICTURES));
        }
        List<TruePage> pages = new ArrayList<>();
        for (String id : ids) {
            pages.add(page(folder, folder.resolve(TRUTHS).resolve(id + ".json")));
        }
        for (String picture : names(folder.resolve(PICTURES), "")) {
            Path file = folder.resolve(PICTURES).resolve(picture);
            if (pages.stream().noneMatch(page -> page.image().equals(file))) {
                throw new BadTruth(
                        "%s has no ground truth: no file of %s names it"
                                .formatted(file, folder.resolve(TRUTHS)));
            }
        }
        return pages;
    }

    private static List<String> names(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        TreeSet<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(ending) && !name.startsWith(".")) {
                    names.add(name.substring(0, name.length() - ending.length()));
                }
            }
        }
        return List.copyOf(names);
    }

    private static TruePage page(Path folder, Path file) throws IOException {
        TruthNode page = TruthNode.of(file);
        Path image = folder.resolve(page.text("image")).normalize();
        if (!Files.isRegularFile(image)) {
            throw new BadTruth("%s names %s, which is not there".formatted(file, image));
        }
        List<TrueBlock> blocks = new ArrayList<>();
        for (TruthNode block : page.list("blocks")) {
            blocks.add(block(block));
        }
        return new TruePage(
                page.text("id"),
                image,
                page.number("width"),
                page.number("height"),
                page.wholeNumber("dpi"),
                page.flag("vertical"),
                page.has("degrade"),
                page.text("text"),
                blocks);
    }

    private static TrueBlock block(TruthNode block) throws BadTruth {
        List<TrueLine> lines = new ArrayList<>();
        for (TruthNode line : block.list("lines")) {
            lines.add(line(line));
        }
        List<TrueCell> cells = new ArrayList<>();
        for (TruthNode cell : block.list("cells")) {
            cells.add(
                    new TrueCell(
                            cell.number("row"),
                            cell.number("col"),
                            cell.number("rowspan"),
                            cell.number("colspan")));
            for (TruthNode line : cell.list("lines")) {
                lines.add(line(line));
            }
        }
        return new TrueBlock(block.text("type"), block.text("text"), block.quad(), lines, cells);
    }

    private static TrueLine line(TruthNode line) throws BadTruth {
        return new TrueLine(line.text("text"), line.quad(), line.flag("vertical"));
    }
}
