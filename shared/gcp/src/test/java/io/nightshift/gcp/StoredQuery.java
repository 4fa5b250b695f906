package io.nightshift.gcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.firestore.v1.Document;
import com.google.firestore.v1.RunQueryRequest;
import com.google.firestore.v1.StructuredQuery;
import com.google.firestore.v1.StructuredQuery.CompositeFilter;
import com.google.firestore.v1.StructuredQuery.Direction;
import com.google.firestore.v1.StructuredQuery.FieldFilter;
import com.google.firestore.v1.StructuredQuery.Filter;
import com.google.firestore.v1.Value;
import io.grpc.Status;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One query of the {@link FirestoreStandIn}: the documents of one collection in the order of one field, from one value of
 * it to another, so that Firestore's own index of that field is enough.
 */
final class StoredQuery {

    private static final String NAME = "__name__";

    private final String prefix;
    private final String collection;
    private final StructuredQuery query;
    private final StructuredQuery.Order order;

    StoredQuery(RunQueryRequest request) {
        query = request.getStructuredQuery();
        boolean known = query.getFromCount() == 1
                && query.getOrderByCount() == 1
                && query.hasLimit()
                && query.getOffset() == 0
                && !query.hasEndAt();
        if (!known) {
            throw StoredDocuments.unknown("queries but of one collection, in the order of one field, with a limit");
        }
        order = query.getOrderBy(0);
        collection = query.getFrom(0).getCollectionId();
        prefix = request.getParent() + "/";
        if (query.getFrom(0).getAllDescendants() && !field().equals(NAME)) {
            throw StoredDocuments.unknown("queries of a group of collections but in the order of names");
        }
    }

    List<Document> in(Collection<Document> documents) {
        var first = query.hasStartAt() ? start() : "";
        var filters = filters(query.getWhere());
        Comparator<Document> ascending = (a, b) -> compare(key(a), key(b));
        return documents.stream()
                .filter(document -> isChild(document.getName()))
                .filter(document -> hasKey(document) && compare(key(document), first) >= 0)
                .filter(document -> filters.stream().allMatch(filter -> passes(filter, key(document))))
                .sorted(order.getDirection() == Direction.DESCENDING ? ascending.reversed() : ascending)
                .limit(query.getLimit().getValue())
                .map(this::selected)
                .toList();
    }

    private String field() {
        return order.getField().getFieldPath();
    }

    private boolean isChild(String name) {
        if (!name.startsWith(prefix)) {
            return false;
        }
        var parts = name.substring(prefix.length()).split("/", -1);
        return parts[parts.length - 2].equals(collection)
                && (parts.length == 2 || query.getFrom(0).getAllDescendants());
    }

    /** Documents without the field are not in its index. */
    private boolean hasKey(Document document) {
        return field().equals(NAME) || document.getFieldsMap().containsKey(field());
    }

    private String key(Document document) {
        return field().equals(NAME)
                ? document.getName()
                : document.getFieldsOrDefault(field(), Value.getDefaultInstance())
                        .getStringValue();
    }

    /** Firestore orders texts by their bytes in UTF-8. */
    private static int compare(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8));
    }

    private String start() {
        var start = query.getStartAt();
        boolean known = field().equals(NAME)
                && order.getDirection() == Direction.ASCENDING
                && start.getValuesCount() == 1
                && start.getBefore();
        if (!known) {
            throw StoredDocuments.unknown("cursors but at the name of a document");
        }
        return start.getValues(0).getReferenceValue();
    }

    private List<FieldFilter> filters(Filter where) {
        var filters = switch (where.getFilterTypeCase()) {
            case FILTERTYPE_NOT_SET -> Stream.<Filter>empty();
            case FIELD_FILTER -> Stream.of(where);
            case COMPOSITE_FILTER -> all(where.getCompositeFilter());
            case UNARY_FILTER -> throw StoredDocuments.unknown("unary filters");
        };
        return filters.map(Filter::getFieldFilter).peek(this::check).toList();
    }

    private static Stream<Filter> all(CompositeFilter filter) {
        if (filter.getOp() != CompositeFilter.Operator.AND) {
            throw StoredDocuments.unknown("filters by " + filter.getOp());
        }
        return filter.getFiltersList().stream();
    }

    private void check(FieldFilter filter) {
        if (!filter.getField().getFieldPath().equals(field())) {
            throw StoredDocuments.refused(
                    Status.Code.FAILED_PRECONDITION, "The query requires an index. You can create it here: (a link)");
        }
        if (!filter.getValue().hasStringValue()) {
            throw StoredDocuments.unknown("filters but by text");
        }
    }

    private static boolean passes(FieldFilter filter, String key) {
        int compared = compare(key, filter.getValue().getStringValue());
        return switch (filter.getOp()) {
            case LESS_THAN -> compared < 0;
            case GREATER_THAN -> compared > 0;
            default -> throw StoredDocuments.unknown("filters by " + filter.getOp());
        };
    }

    private Document selected(Document document) {
        return query.hasSelect()
                ? StoredDocuments.only(
                        query.getSelect().getFieldsList().stream()
                                .map(field -> field.getFieldPath())
                                .toList(),
                        document)
                : document;
    }
}
