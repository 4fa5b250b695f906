package io.nightshift.chat.message;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Entry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the ledger says about an answer, as one sentence: who, when and how. */
final class RunAnswer {

    private static final Map<String, String> ENDS =
            Map.of("approved", "Approved", "rejected", "Rejected", "expired", "Expired", "aborted", "Aborted");

    private RunAnswer() {}

    /** Empty for an entry that is no answer. */
    static Stream<String> of(Entry entry) {
        try {
            var body = View.of(entry.body());
            return switch (entry.kind()) {
                case "approval" -> Stream.of(sentence(entry, "Approved", body));
                case "rejected" ->
                    Stream.of(sentence(entry, "Rejected", body)
                            + PlainText.of(": " + body.at("reason").textOr("no reason given"), 300));
                case "rejection" -> Stream.of(sentence(entry, "Answer no", body));
                case "approval-withdrawn" -> Stream.of(sentence(entry, "Approval withdrawn", body));
                case "approval-extended" -> Stream.of(sentence(entry, "Extended", body));
                case "aborted" -> Stream.of(sentence(entry, "Aborted", body));
                case "expired" -> Stream.of("Expired at " + RunMessages.time(entry.at()) + "; the answer is no");
                default -> Stream.empty();
            };
        } catch (JsonException e) {
            return Stream.empty();
        }
    }

    /** How the question about that plan ended, in a word; empty if it did not. */
    static Optional<String> end(List<Entry> entries, String plan) {
        return entries.reversed().stream()
                .filter(entry -> ENDS.containsKey(entry.kind()))
                .filter(entry -> !entry.kind().equals("approved")
                        || Json.of(plan).equals(entry.body().get("plan")))
                .findFirst()
                .map(entry -> ENDS.get(entry.kind()));
    }

    private static String sentence(Entry entry, String what, View body) throws JsonException {
        var via = body.at("via").textOr("");
        return PlainText.of(
                what + " by " + body.at("by").textOr("somebody") + " at " + RunMessages.time(entry.at())
                        + (via.isEmpty() ? "" : ", by " + via),
                300);
    }
}
