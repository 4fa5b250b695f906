package io.nightshift.core.engine;

import io.nightshift.core.run.RunId;
import java.util.Optional;

/** The result of one call to the engine. */
public record EngineResult(Kind kind, Optional<RunId> run, String detail) {

    public enum Kind {
        /** No rule matches the signal. */
        UNMATCHED,
        /** A rule matches, but the signal neither starts a run nor belongs to one. */
        IGNORED,
        /** The signal is already in the ledger; nothing was changed. */
        DUPLICATE,
        STARTED,
        /** The signal became a fact of an open run. */
        JOINED,
        /** A wake-up, an answer or pending work moved the run forward; or a pause switch was thrown, and there is no run. */
        MOVED,
        /** An act is being performed right now, or the ledger could not be read: try again later. */
        BUSY,
        /** There was nothing to do. */
        NOTHING,
        /** The command is not allowed; the detail says why. */
        REFUSED,
        NOT_FOUND
    }

    /** @param detail what is paused or resumed */
    public static EngineResult switched(String detail) {
        return of(Kind.MOVED, detail);
    }

    /** An order that cannot be obeyed; nothing was changed. */
    public static EngineResult refused(String why) {
        return of(Kind.REFUSED, why);
    }

    static EngineResult of(Kind kind, String detail) {
        return new EngineResult(kind, Optional.empty(), detail);
    }

    static EngineResult of(Kind kind, RunId run) {
        return new EngineResult(kind, Optional.of(run), "");
    }

    static EngineResult of(Kind kind, RunId run, String detail) {
        return new EngineResult(kind, Optional.of(run), detail);
    }
}
