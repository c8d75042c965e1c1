package io.fumikura.ingest.parse;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What media types and endings of file names say about the format. */
final class FormatNames {
    private static final Map<String, Format> BY_TYPE =
            Map.ofEntries(
                    Map.entry("text/x-rst", Format.TEXT),
                    Map.entry("text/prs.fallenstein.rst", Format.TEXT),
                    Map.entry("text/x-markdown", Format.MARKDOWN),
                    Map.entry("application/xhtml+xml", Format.HTML),
                    Map.entry("application/x-pdf", Format.PDF),
                    Map.entry("application/csv", Format.CSV),
                    Map.entry("text/x-csv", Format.CSV),
                    Map.entry("text/tsv", Format.TSV),
                    Map.entry("image/jpg", Format.JPEG),
                    Map.entry("image/tif", Format.TIFF),
                    Map.entry("application/vnd.ms-word.document.macroenabled.12", Format.DOCX),
                    Map.entry("application/vnd.ms-excel.sheet.macroenabled.12", Format.XLSX),
                    Map.entry(
                            "application/vnd.ms-powerpoint.presentation.macroenabled.12",
                            Format.PPTX));

    private static final Map<String, Format> BY_ENDING =
            Map.ofEntries(
                    Map.entry("txt", Format.TEXT),
                    Map.entry("text", Format.TEXT),
                    Map.entry("rst", Format.TEXT),
                    Map.entry("log", Format.TEXT),
                    Map.entry("md", Format.MARKDOWN),
                    Map.entry("markdown", Format.MARKDOWN),
                    Map.entry("html", Format.HTML),
                    Map.entry("htm", Format.HTML),
                    Map.entry("xhtml", Format.HTML),
                    Map.entry("pdf", Format.PDF),
                    Map.entry("docx", Format.DOCX),
                    Map.entry("docm", Format.DOCX),
                    Map.entry("xlsx", Format.XLSX),
                    Map.entry("xlsm", Format.XLSX),
                    Map.entry("pptx", Format.PPTX),
                    Map.entry("pptm", Format.PPTX),
                    Map.entry("ppsx", Format.PPTX),
                    Map.entry("csv", Format.CSV),
                    Map.entry("tsv", Format.TSV),
                    Map.entry("tab", Format.TSV),
                    Map.entry("png", Format.PNG),
                    Map.entry("jpg", Format.JPEG),
                    Map.entry("jpeg", Format.JPEG),
                    Map.entry("tif", Format.TIFF),
                    Map.entry("tiff", Format.TIFF));

    /** Types that say nothing: {@code curl --data-binary} sends the second. */
    private static final Set<String> UNDECLARED =
            Set.of(
                    "",
                    "application/octet-stream",
                    "application/x-www-form-urlencoded",
                    "application/zip",
                    "application/x-zip-compressed",
                    "binary/octet-stream",
                    "*/*");

    /** What Windows sends for CSV where Excel is installed. */
    private static final String OLD_EXCEL = "application/vnd.ms-excel";

    private FormatNames() {}

    /** The format a media type names. */
    static Optional<Format> ofType(String type) {
        return Format.ofMediaType(type).or(() -> Optional.ofNullable(BY_TYPE.get(type)));
    }

    /** The format the ending of a file name stands for. */
    static Optional<Format> ofEnding(String ending) {
        return Optional.ofNullable(BY_ENDING.get(ending));
    }

    /** Whether a media type says nothing, or nothing that is true of a file with this ending. */
    static boolean isUndeclared(String type, String ending) {
        return UNDECLARED.contains(type) || (type.equals(OLD_EXCEL) && ending.equals("csv"));
    }

    static String bare(@Nullable String type) {
        if (type == null) {
            return "";
        }
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters))
                .trim()
                .toLowerCase(Locale.ROOT);
    }

    static String ending(@Nullable String fileName) {
        if (fileName == null) {
            return "";
        }
        return fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
