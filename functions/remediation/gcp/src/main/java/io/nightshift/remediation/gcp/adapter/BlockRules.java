package io.nightshift.remediation.gcp.adapter;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.remediation.action.AddressRange;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The rules of a Cloud Armor policy by which Nightshift blocks an address: one rule for each, in a range of priorities. */
record BlockRules(View policy, AddressRange range) {

    private static final int FIRST = 1000;
    private static final int LAST = 1999;

    private static final String BLOCKS = "nightshift: blocks ";

    /** The description says it in any spelling. */
    private boolean isOurs(View rule) throws JsonException {
        var description = rule.at("description").textOr("");
        return description.startsWith(BLOCKS)
                && AddressRange.of(description.substring(BLOCKS.length()))
                        .filter(range::equals)
                        .isPresent();
    }

    /** Reports whether our rule for the address is there. */
    boolean present() throws JsonException {
        return ours().isPresent();
    }

    private Optional<View> ours() throws JsonException {
        for (var rule : policy.at("rules").items()) {
            if (isOurs(rule)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    String priority() throws JsonException {
        var rule = ours();
        return rule.isEmpty() ? "" : rule.get().at("priority").text();
    }

    /** The first priority that no rule has. */
    OptionalInt free() throws JsonException {
        var taken = new HashSet<Integer>();
        for (var rule : policy.at("rules").items()) {
            taken.add((int) rule.at("priority").integer());
        }
        return IntStream.rangeClosed(FIRST, LAST)
                .filter(priority -> !taken.contains(priority))
                .findFirst();
    }

    Json.Obj rule() throws JsonException {
        return Json.obj()
                .with("priority", free().orElse(LAST))
                .with("action", "deny(403)")
                .with("description", BLOCKS + range)
                .with(
                        "match",
                        Json.obj()
                                .with("versionedExpr", "SRC_IPS_V1")
                                .with("config", Json.obj().with("srcIpRanges", Json.arr(Json.of(range.text())))));
    }
}
