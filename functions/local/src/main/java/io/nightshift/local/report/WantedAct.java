package io.nightshift.local.report;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.signal.Resource;
import java.time.Instant;
import java.util.Optional;

/** An act that only the mode of its rule held back. */
record WantedAct(Instant at, String action, Resource target) {

    static Optional<WantedAct> of(Entry entry) throws JsonException {
        var body = View.of(entry.body());
        var decisive = body.at("decisive");
        boolean held = entry.kind().equals("judged")
                && decisive.at("guardrail").textOr("").equals("mode")
                && !body.at("undo").boolOr(false);
        return held
                ? Optional.of(new WantedAct(entry.at(), body.at("action").text(), Resource.fromJson(body.at("target"))))
                : Optional.empty();
    }

    boolean isAimedAt(RecordedChange change) {
        return RecordedChange.target(target).equals(change.target());
    }
}
