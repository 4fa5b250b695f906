package io.nightshift.remediation.aws.storm;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Counts what DynamoDB was asked on the wire, and what it charges for that: two write units for each KB of an item in a
 * transaction, whether or not it goes through, one read unit for 4 KB that are read consistently, and one write unit for
 * each entry of an index that a write adds, moves or takes out.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html">units</a>
 */
final class Toll {

    /** Written units by partition key, in each second. */
    private final Map<String, Map<Long, Long>> written = new HashMap<>();

    private final Map<String, Long> read = new HashMap<>();

    /** The key that a run has in an index, by index and run. */
    private final Map<String, String> indexed = new HashMap<>();

    /** Of transactions that went through: DynamoDB carries each out once, however often the SDK repeats a lost call. */
    private final Set<String> tokens = new HashSet<>();

    private final Map<String, Integer> conflicts = new TreeMap<>();
    private final LongSupplier second;

    long requests;
    long repetitions;
    long commits;
    long items;
    long attempted;
    long writeUnits;
    long indexUnits;
    long readRequests;
    long readItems;
    long readUnits;
    long bytes;

    /** @param second of the storm */
    Toll(LongSupplier second) {
        this.second = second;
    }

    /** Whether it was a write that went through. */
    synchronized boolean count(WireRequest request, WireReply answer) {
        if (!(answer instanceof WireReply.Reply reply)) {
            throw new AssertionError("DynamoDB did not answer " + request);
        }
        try {
            return switch (request.operation()) {
                case "TransactWriteItems" -> transaction(request.json(), reply);
                case "BatchGetItem", "GetItem" -> look(request, reply);
                case "Query" -> query(reply);
                default -> throw new AssertionError("not expected of a function in a storm: " + request);
            };
        } catch (JsonException e) {
            throw new AssertionError(request + ": " + e.getMessage(), e);
        }
    }

    private boolean transaction(View request, WireReply.Reply reply) throws JsonException {
        var puts = new ArrayList<View>();
        var list = request.at("TransactItems");
        for (int i = 0; list.at(i).exists(); i++) {
            puts.add(list.at(i).at("Put", "Item"));
        }
        requests++;
        attempted += puts.size();
        for (var item : puts) {
            int size = size(item);
            bytes += size;
            long units = 2L * ((size + 1023) / 1024);
            writeUnits += units;
            write(item.at("pk", "S").text(), units);
        }
        if (reply.status() != 200) {
            conflict(puts, reply);
            return false;
        }
        if (!tokens.add(request.at("ClientRequestToken").text())) {
            repetitions++;
            return false;
        }
        commits++;
        items += puts.size();
        for (var item : puts) {
            index(item, "due");
            index(item, "start");
        }
        return true;
    }

    private void write(String key, long units) {
        written.computeIfAbsent(key, ignored -> new HashMap<>()).merge(second.getAsLong(), units, Long::sum);
    }

    /** The entry of an index is small: one unit to add it, another one to take the old one out. */
    private void index(View item, String name) throws JsonException {
        if (!item.at("sk", "S").text().equals("run")) {
            return;
        }
        var place = name + " " + item.at("pk", "S").text();
        var key = item.at(name + "Key", "S").textOr("");
        var before = key.isEmpty() ? indexed.remove(place) : indexed.put(place, key);
        long units = key.equals(before) ? 0 : (before == null ? 0 : 1) + (key.isEmpty() ? 0 : 1);
        if (units > 0) {
            indexUnits += units;
            write("index " + name + " shard " + item.at(name + "Shard", "S").textOr("?"), units);
        }
    }

    private void conflict(List<View> puts, WireReply.Reply reply) throws JsonException {
        var error = View.of(Json.parse(new String(reply.body(), StandardCharsets.UTF_8)));
        var reasons = error.at("CancellationReasons");
        for (int i = 0; reasons.at(i).exists(); i++) {
            if (!reasons.at(i).at("Code").textOr("None").equals("None")) {
                conflicts.merge(sort(puts.get(i)), 1, Integer::sum);
                return;
            }
        }
        conflicts.merge(error.at("__type").textOr("?"), 1, Integer::sum);
    }

    /** {@code mark rate}, {@code run}, {@code entry}. */
    private static String sort(View item) throws JsonException {
        var key = item.at("pk", "S").text();
        return key.startsWith("mark#")
                ? "mark " + key.substring("mark#".length()).replaceAll("/.*", "")
                : item.at("sk", "S").text().replaceAll("#.*", "");
    }

    private boolean look(WireRequest request, WireReply.Reply reply) throws JsonException {
        readRequests++;
        var keys = new ArrayList<String>();
        var sizes = new HashMap<String, Integer>();
        var answer = View.of(Json.parse(new String(reply.body(), StandardCharsets.UTF_8)));
        if (request.operation().equals("GetItem")) {
            var item = answer.at("Item");
            keys.add(request.json().at("Key", "pk", "S").text());
            if (item.exists()) {
                sizes.put(keys.getFirst(), size(item));
            }
        } else {
            for (var table :
                    request.json().at("RequestItems").object().members().keySet()) {
                var asked = request.json().at("RequestItems", table, "Keys");
                for (int i = 0; asked.at(i).exists(); i++) {
                    keys.add(asked.at(i).at("pk", "S").text());
                }
                var found = answer.at("Responses", table);
                for (int i = 0; found.at(i).exists(); i++) {
                    sizes.put(found.at(i).at("pk", "S").text(), size(found.at(i)));
                }
            }
        }
        for (var key : keys) {
            long units = Math.max(1, (sizes.getOrDefault(key, 0) + 4095) / 4096);
            readItems++;
            readUnits += units;
            read.merge(key, units, Long::sum);
        }
        return false;
    }

    /** The newest entry of a run that goes on: a query is charged by the sum of what it finds. */
    private boolean query(WireReply.Reply reply) throws JsonException {
        readRequests++;
        var found = View.of(Json.parse(new String(reply.body(), StandardCharsets.UTF_8)))
                .at("Items");
        int bytes = 0;
        var key = "";
        for (int i = 0; found.at(i).exists(); i++) {
            bytes += size(found.at(i));
            key = found.at(i).at("pk", "S").text();
            readItems++;
        }
        long units = Math.max(1, (bytes + 4095) / 4096);
        readUnits += units;
        read.merge(key, units, Long::sum);
        return false;
    }

    /** Names and values in UTF-8; a number counts as 21 bytes, its most. */
    private static int size(View item) throws JsonException {
        int size = 0;
        for (var attribute : item.object().members().keySet()) {
            var value = item.at(attribute);
            size += attribute.length()
                    + (value.at("N").exists() ? 21 : value.at("S").text().getBytes(StandardCharsets.UTF_8).length);
        }
        return size;
    }

    /** How often a write was refused, by what stood in its way. */
    synchronized Map<String, Integer> conflicts() {
        return new TreeMap<>(conflicts);
    }

    /** The keys with the most written units, the first the hottest. */
    synchronized Map<String, Long> hottest(int most) {
        var sums = new HashMap<String, Long>();
        written.forEach((key, seconds) -> sums.put(
                key, seconds.values().stream().mapToLong(Long::longValue).sum()));
        return top(sums, most);
    }

    synchronized Map<String, Long> mostRead(int most) {
        return top(read, most);
    }

    private static Map<String, Long> top(Map<String, Long> all, int most) {
        var top = new LinkedHashMap<String, Long>();
        all.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(most)
                .forEach(entry -> top.put(entry.getKey(), entry.getValue()));
        return top;
    }

    synchronized int keys() {
        return written.size();
    }

    /** The most units that one key took in one second. */
    synchronized long peak() {
        return written.values().stream()
                .flatMap(seconds -> seconds.values().stream())
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }
}
