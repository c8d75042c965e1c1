package io.fumikura.localstack.qdrant;

import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.DatetimeRange;
import io.qdrant.client.grpc.Common.FieldCondition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.Match;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Common.Range;
import java.util.List;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;

/** Qdrant's filters as Lucene queries. The fields asked are those of {@link PayloadFields}. */
final class Filters {

    private Filters() {}

    static Query query(Filter filter) {
        if (filter.hasMinShould()) {
            throw Refusal.unsupported("min_should");
        }
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        query.add(new MatchAllDocsQuery(), Occur.FILTER);
        filter.getMustList().forEach(condition -> query.add(query(condition), Occur.FILTER));
        filter.getMustNotList().forEach(condition -> query.add(query(condition), Occur.MUST_NOT));
        if (filter.getShouldCount() > 0) {
            query.add(anyOf(filter.getShouldList()), Occur.FILTER);
        }
        return query.build();
    }

    /** Both hold; an absent filter is an empty one. */
    static Filter both(Filter one, Filter other) {
        if (one.equals(Filter.getDefaultInstance())) {
            return other;
        }
        if (other.equals(Filter.getDefaultInstance())) {
            return one;
        }
        return Filter.newBuilder()
                .addMust(Condition.newBuilder().setFilter(one))
                .addMust(Condition.newBuilder().setFilter(other))
                .build();
    }

    static Query ids(List<PointId> ids) {
        return new TermInSetQuery(PointKeys.FIELD, ids.stream().map(PointKeys::of).toList());
    }

    private static Query anyOf(List<Condition> conditions) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        conditions.forEach(condition -> query.add(query(condition), Occur.SHOULD));
        return query.build();
    }

    private static Query query(Condition condition) {
        return switch (condition.getConditionOneOfCase()) {
            case FIELD -> query(condition.getField());
            case FILTER -> query(condition.getFilter());
            case HAS_ID -> ids(condition.getHasId().getHasIdList());
            case IS_EMPTY, IS_NULL, NESTED, HAS_VECTOR ->
                    throw Refusal.unsupported("the condition " + condition.getConditionOneOfCase());
            case CONDITIONONEOF_NOT_SET -> throw Refusal.wrongInput("Malformed Condition type");
        };
    }

    private static Query query(FieldCondition condition) {
        String path = condition.getKey().replace("[]", "");
        if (path.isEmpty()) {
            throw Refusal.wrongInput("Validation error: a field condition needs a key");
        }
        if (condition.hasMatch()) {
            return query(path, condition.getMatch());
        }
        if (condition.hasRange()) {
            return query(path, condition.getRange());
        }
        if (condition.hasDatetimeRange()) {
            return query(path, condition.getDatetimeRange());
        }
        if (condition.getAllFields().size() > 1) {
            throw Refusal.unsupported("this condition on " + path);
        }
        throw Refusal.wrongInput("Validation error: no condition is given for " + path);
    }

    private static Query query(String path, Match match) {
        return switch (match.getMatchValueCase()) {
            case KEYWORD -> keywords(path, List.of(match.getKeyword()));
            case KEYWORDS -> keywords(path, match.getKeywords().getStringsList());
            case INTEGER ->
                    LongPoint.newExactQuery(PayloadFields.integer(path), match.getInteger());
            case INTEGERS ->
                    LongPoint.newSetQuery(
                            PayloadFields.integer(path), match.getIntegers().getIntegersList());
            case BOOLEAN ->
                    new TermQuery(
                            new Term(
                                    PayloadFields.bool(path),
                                    Boolean.toString(match.getBoolean())));
            case TEXT, PHRASE, TEXT_ANY, EXCEPT_INTEGERS, EXCEPT_KEYWORDS ->
                    throw Refusal.unsupported("matching by " + match.getMatchValueCase());
            case MATCHVALUE_NOT_SET -> throw Refusal.wrongInput("Malformed Match condition");
        };
    }

    private static Query keywords(String path, List<String> words) {
        return new TermInSetQuery(
                PayloadFields.keyword(path),
                words.stream().map(PayloadFields::keywordTerm).toList());
    }

    private static Query query(String path, Range range) {
        double low = Double.NEGATIVE_INFINITY;
        double high = Double.POSITIVE_INFINITY;
        if (range.hasGte()) {
            low = range.getGte();
        }
        if (range.hasGt()) {
            low = Math.max(low, DoublePoint.nextUp(range.getGt()));
        }
        if (range.hasLte()) {
            high = range.getLte();
        }
        if (range.hasLt()) {
            high = Math.min(high, DoublePoint.nextDown(range.getLt()));
        }
        return DoublePoint.newRangeQuery(PayloadFields.number(path), low, high);
    }

    private static Query query(String path, DatetimeRange range) {
        long low = Long.MIN_VALUE;
        long high = Long.MAX_VALUE;
        if (range.hasGte()) {
            low = Datetimes.micros(range.getGte());
        }
        if (range.hasGt()) {
            low = Math.max(low, Datetimes.micros(range.getGt()) + 1);
        }
        if (range.hasLte()) {
            high = Datetimes.micros(range.getLte());
        }
        if (range.hasLt()) {
            high = Math.min(high, Datetimes.micros(range.getLt()) - 1);
        }
        return LongPoint.newRangeQuery(PayloadFields.datetime(path), low, high);
    }
}
