package io.fumikura.ingest.parse.markup;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.parse.DocumentParser;
import io.fumikura.ingest.parse.PageBuilder;
import io.fumikura.ingest.parse.PageReader;
import io.fumikura.ingest.parse.ParseBudget;
import io.fumikura.ingest.parse.ParsedDocument;
import io.fumikura.ingest.parse.text.TextDecoder;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * HTML as text: nothing is fetched, scripts, styles and navigation are dropped, tables become rows.
 * The encoding is the one that decodes without error; the one the page declares is used when none
 * of the usual Japanese ones fits.
 */
public final class HtmlParser implements DocumentParser {
    private static final String NOT_CONTENT =
            "script,style,noscript,template,iframe,object,svg,nav,form,button,select";
    private static final Pattern DECLARED =
            Pattern.compile("charset\\s*=\\s*[\"']?([A-Za-z0-9_.:-]+)", Pattern.CASE_INSENSITIVE);
    private static final int DECLARATION_BYTES = 2048;

    /** What an element of the tree takes, as characters of text would. */
    private static final long NODE_CHARACTERS = 16;

    @Override
    public PageReader open(Path file, ParseBudget budget) throws IOException {
        return parse(text(file, budget), budget).reader();
    }

    static ParsedDocument parse(String html, ParseBudget budget) {
        budget.checkHeldCharacters(html.length() + NODE_CHARACTERS * marks(html));
        Document document = Jsoup.parse(html);
        budget.checkTime();
        checkDepth(document, budget);
        document.select(NOT_CONTENT).remove();
        PageBuilder pages = new PageBuilder(budget);
        new HtmlBlocks(pages).read(document.body());
        return new ParsedDocument(title(document), pages.finish());
    }

    /** What may become an element or a line. */
    private static long marks(String html) {
        return html.chars().filter(c -> c == '<' || c == '\n').count();
    }

    private static void checkDepth(Document document, ParseBudget budget) {
        document.traverse((node, depth) -> budget.checkDepth(depth));
    }

    private static Optional<String> title(Document document) {
        Optional<String> title = Optional.of(document.title().strip()).filter(t -> !t.isEmpty());
        return title.or(
                () ->
                        Optional.ofNullable(document.selectFirst("h1,h2"))
                                .map(Element::text)
                                .filter(text -> !text.isBlank()));
    }

    private static String text(Path file, ParseBudget budget) throws IOException {
        try {
            return TextDecoder.decode(file, budget);
        } catch (ServiceException e) {
            if (e.code() != ErrorCode.UNREADABLE_DOCUMENT) {
                throw e;
            }
            budget.checkHeldCharacters(Files.size(file) / 2);
            byte[] bytes = Files.readAllBytes(file);
            Charset declared = declaredCharset(bytes).orElseThrow(() -> e);
            return new String(bytes, declared).replace("\0", "");
        }
    }

    private static Optional<Charset> declaredCharset(byte[] bytes) {
        String head =
                new String(
                        bytes,
                        0,
                        Math.min(bytes.length, DECLARATION_BYTES),
                        StandardCharsets.ISO_8859_1);
        Matcher matcher = DECLARED.matcher(head);
        if (!matcher.find()) {
            return Optional.empty();
        }
        try {
            Charset charset = Charset.forName(String.valueOf(matcher.group(1)));
            return charset.equals(StandardCharsets.UTF_8) ? Optional.empty() : Optional.of(charset);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }
}
