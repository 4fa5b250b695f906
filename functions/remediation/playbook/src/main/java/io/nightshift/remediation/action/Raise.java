package io.nightshift.remediation.action;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;

/** So many more than now, up to a limit; a number above the limit stays. */
public record Raise(int by, int upTo) {

    static Raise read(View with) throws JsonException {
        return new Raise(Read.positiveOr(with.at("by"), 1), Read.positive(with.at("up-to")));
    }

    public int from(int now) {
        return Math.max(now, (int) Math.min((long) now + by, upTo));
    }

    Json.Obj with() {
        return Json.obj().with("by", by).with("up-to", upTo);
    }

    /** {@code  by 2, up to 10}, to follow a name. */
    String sentence() {
        return " by " + by + ", up to " + upTo;
    }
}
