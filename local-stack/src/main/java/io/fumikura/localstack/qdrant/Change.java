package io.fumikura.localstack.qdrant;

import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsSelector;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * One step of a write. Making it checks the request; applying it only fails when the disk does, so
 * a batch is refused as a whole before any of it is written.
 */
interface Change {

    void apply(IndexWriter writer) throws IOException;

    /** Replaces points of the same id. */
    static Change upsert(List<PointStruct> points, PointDocuments documents) {
        List<Term> keys = points.stream().map(point -> PointKeys.term(point.getId())).toList();
        List<Document> replacements = points.stream().map(documents::document).toList();
        return writer -> {
            for (int i = 0; i < keys.size(); i++) {
                writer.updateDocument(keys.get(i), replacements.get(i));
            }
        };
    }

    static Change delete(PointsSelector selector) {
        Query selected = query(selector);
        return writer -> writer.deleteDocuments(selected);
    }

    /** Sets these keys and leaves the others. Sees what earlier changes of its batch did. */
    static Change setPayload(
            PointsSelector selector, Map<String, Value> payload, PointDocuments documents) {
        Query selected = query(selector);
        return writer -> {
            // The reader is a state of its own: it does not see what is written meanwhile.
            try (DirectoryReader reader = DirectoryReader.open(writer)) {
                IndexSearcher searcher = new IndexSearcher(reader);
                for (int doc : new MatchingDocs(searcher, selected).in(searcher)) {
                    PointStruct changed =
                            documents.complete(reader, doc).toBuilder()
                                    .putAllPayload(payload)
                                    .build();
                    upsert(List.of(changed), documents).apply(writer);
                }
            }
        };
    }

    /** Replaces these vectors and leaves the others; a point that is not there is an error. */
    static Change updateVectors(
            List<io.qdrant.client.grpc.Points.PointVectors> points, PointDocuments documents) {
        return writer -> {
            try (DirectoryReader reader = DirectoryReader.open(writer)) {
                IndexSearcher searcher = new IndexSearcher(reader);
                for (io.qdrant.client.grpc.Points.PointVectors point : points) {
                    Query id = new TermQuery(PointKeys.term(point.getId()));
                    List<Integer> docs = new MatchingDocs(searcher, id).in(searcher);
                    if (docs.isEmpty()) {
                        throw Refusal.noPoint(point.getId());
                    }
                    PointStruct.Builder changed =
                            documents.complete(reader, docs.get(0)).toBuilder();
                    changed.getVectorsBuilder()
                            .getVectorsBuilder()
                            .putAllVectors(PointVectors.named(point.getVectors()));
                    upsert(List.of(changed.build()), documents).apply(writer);
                }
            }
        };
    }

    private static Query query(PointsSelector selector) {
        return switch (selector.getPointsSelectorOneOfCase()) {
            case POINTS -> Filters.ids(selector.getPoints().getIdsList());
            case FILTER -> filter(selector.getFilter());
            case POINTSSELECTORONEOF_NOT_SET ->
                    throw Refusal.wrongInput("Malformed PointsSelector type");
        };
    }

    private static Query filter(Filter filter) {
        return Filters.query(filter);
    }
}
