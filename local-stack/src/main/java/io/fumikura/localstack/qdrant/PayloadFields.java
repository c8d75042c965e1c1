package io.fumikura.localstack.qdrant;

import com.google.common.hash.Hashing;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.StringField;
import org.apache.lucene.util.BytesRef;

/**
 * Makes every payload value filterable, whether or not a field index was asked for, as Qdrant does.
 * A value goes into one Lucene field per kind of condition that can meet it. Nested values are
 * reached by dotted paths; the elements of an array all count as values of its path.
 */
final class PayloadFields {

    /** Lucene takes terms up to 32,766 bytes; a longer text is compared by its hash. */
    private static final int MAX_KEYWORD_BYTES = 1_000;

    private PayloadFields() {}

    static String keyword(String path) {
        return "keyword:" + path;
    }

    static String bool(String path) {
        return "bool:" + path;
    }

    static String integer(String path) {
        return "integer:" + path;
    }

    static String number(String path) {
        return "number:" + path;
    }

    static String datetime(String path) {
        return "datetime:" + path;
    }

    static BytesRef keywordTerm(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= MAX_KEYWORD_BYTES
                ? new BytesRef(bytes)
                : new BytesRef(Hashing.sha256().hashBytes(bytes).asBytes());
    }

    static void add(Document document, Map<String, Value> payload) {
        payload.forEach((name, value) -> add(document, name, value));
    }

    private static void add(Document document, String path, Value value) {
        switch (value.getKindCase()) {
            case STRING_VALUE -> addText(document, path, value.getStringValue());
            case BOOL_VALUE ->
                    document.add(
                            new StringField(
                                    bool(path),
                                    Boolean.toString(value.getBoolValue()),
                                    Field.Store.NO));
            case INTEGER_VALUE -> {
                document.add(new LongPoint(integer(path), value.getIntegerValue()));
                document.add(new DoublePoint(number(path), value.getIntegerValue()));
            }
            case DOUBLE_VALUE ->
                    document.add(new DoublePoint(number(path), value.getDoubleValue()));
            case LIST_VALUE ->
                    value.getListValue()
                            .getValuesList()
                            .forEach(element -> add(document, path, element));
            case STRUCT_VALUE ->
                    value.getStructValue()
                            .getFieldsMap()
                            .forEach((name, child) -> add(document, path + "." + name, child));
            case NULL_VALUE, KIND_NOT_SET -> {}
        }
    }

    private static void addText(Document document, String path, String text) {
        document.add(new StringField(keyword(path), keywordTerm(text), Field.Store.NO));
        Datetimes.parse(text)
                .ifPresent(micros -> document.add(new LongPoint(datetime(path), micros)));
    }
}
