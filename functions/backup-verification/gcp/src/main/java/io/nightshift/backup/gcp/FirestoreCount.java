package io.nightshift.backup.gcp;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.gcp.GcpErrors;
import io.nightshift.gcp.PagedRest;
import io.nightshift.gcp.PlainRest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts the documents of a database by aggregation queries, which return no document: each collection at the root, and all
 * documents wherever they are.
 *
 * @param root {@code v1/projects/PROJECT/databases/DATABASE/documents}
 * @see <a href="https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases.documents/runAggregationQuery">Firestore:
 *     runAggregationQuery</a>
 */
record FirestoreCount(PlainRest rest, String root) {

    static final String ALL = "documents";

    /** More collections are counted only with the others. */
    private static final int MOST_COLLECTIONS = 50;

    private static final int PAGES = 50;
    private static final String RESULT = "n";

    /** Firestore's word for a query that it does not take. */
    private static final String REFUSED = "Http400";

    /** Without {@link #ALL} if Firestore does not count across collections. */
    SortedMap<String, Long> counts() throws CallFailed {
        var counts = new TreeMap<String, Long>();
        for (var collection : collections().stream().limit(MOST_COLLECTIONS).toList()) {
            counts.put("collection " + collection, count(Json.obj().with("collectionId", collection)));
        }
        everywhere().ifPresent(all -> counts.put(ALL, all));
        return counts;
    }

    private Optional<Long> everywhere() throws CallFailed {
        try {
            return Optional.of(count(Json.obj().with("allDescendants", true)));
        } catch (CallFailed e) {
            if (e.problem().code().equals(REFUSED)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private List<String> collections() throws CallFailed {
        var all = new ArrayList<String>();
        var token = "";
        for (int page = 0; page < PAGES; page++) {
            var body = Json.obj().with("pageSize", 300);
            var answer = View.of(post(":listCollectionIds", token.isEmpty() ? body : body.with("pageToken", token)));
            all.addAll(PagedRest.read(
                    answer,
                    json -> json.at("collectionIds").exists()
                            ? json.at("collectionIds").strings()
                            : List.<String>of()));
            token = PagedRest.read(answer, json -> json.at("nextPageToken").textOr(""));
            if (token.isEmpty()) {
                break;
            }
        }
        return all;
    }

    private long count(Json.Obj from) throws CallFailed {
        var query = Json.obj()
                .with(
                        "structuredAggregationQuery",
                        Json.obj()
                                .with("structuredQuery", Json.obj().with("from", Json.arr(from)))
                                .with(
                                        "aggregations",
                                        Json.arr(
                                                Json.obj().with("alias", RESULT).with("count", Json.obj()))));
        return PagedRest.read(View.of(post(":runAggregationQuery", query)), FirestoreCount::number);
    }

    /** A stream of results, of which the last has the count; numbers are texts here. */
    private static long number(View answers) throws JsonException {
        Optional<Long> found = Optional.empty();
        for (var answer : answers.items()) {
            var value = answer.at("result", "aggregateFields", RESULT, "integerValue");
            found = value.exists() ? Optional.of(Long.parseLong(value.text())) : found;
        }
        return found.orElseThrow(() -> answers.wrong("a count"));
    }

    private Json post(String verb, Json.Obj body) throws CallFailed {
        try {
            return Json.parse(rest.post(root + verb, body.text().getBytes(StandardCharsets.UTF_8)), JsonLimits.DEFAULT);
        } catch (IOException e) {
            throw new CallFailed(GcpErrors.whileReading(e));
        } catch (JsonException e) {
            throw new CallFailed(Problem.transientFault("BadAnswer", "Firestore's answer is no JSON"));
        }
    }
}
