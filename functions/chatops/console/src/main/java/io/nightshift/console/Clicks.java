package io.nightshift.console;

import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.engine.PauseSwitches;
import io.nightshift.core.run.RunId;
import java.util.Optional;

/** Does what a visitor confirmed, by the same calls as the command line; each is an entry of the {@link ClickLog}. */
public final class Clicks {

    private final ConsoleSources sources;

    public Clicks(ConsoleSources sources) {
        this.sources = sources;
    }

    /** @param plan the hash of the plan that the visitor saw */
    public String approve(Visitor visitor, RunId run, String plan) {
        return done(visitor, "approve", run, "", sources.engine().get().approve(run, plan, visitor.name()));
    }

    public String reject(Visitor visitor, RunId run, String plan, String reason) {
        return done(visitor, "reject", run, reason, sources.engine().get().reject(run, plan, visitor.name(), reason));
    }

    public String abort(Visitor visitor, RunId run, String reason) {
        return done(visitor, "abort", run, reason, sources.engine().get().abort(run, visitor.name(), reason));
    }

    /** @param what {@code pause}, {@code resume} or {@code rollback} */
    public String command(Visitor visitor, RunId run, String what, String reason) {
        return done(visitor, what, run, reason, sources.engine().get().command(run, what, visitor.name(), reason));
    }

    /** @param scope as {@link PauseSwitches} takes it */
    public String pause(Visitor visitor, String scope, String reason) {
        switches().pause(scope, visitor.name(), reason);
        return noted(visitor, "pause", scope, reason, scope + " is paused.");
    }

    public String resume(Visitor visitor, String scope, String reason) {
        switches().resume(scope, visitor.name(), reason);
        return noted(visitor, "resume", scope, reason, scope + " is resumed.");
    }

    private PauseSwitches switches() {
        return new PauseSwitches(sources.ledger(), sources.host(), hash());
    }

    private String hash() {
        return sources.policy().get().hash();
    }

    private String done(Visitor visitor, String what, RunId run, String reason, EngineResult result) {
        var said = Optional.of(result.detail()).filter(text -> !text.isEmpty());
        var sentence = switch (result.kind()) {
            case MOVED -> said.orElse("Done.");
            case BUSY -> "Not now: " + said.orElse("an act is under way") + ". Try again in a moment.";
            case NOTHING -> said.orElse("There was nothing to do.");
            case REFUSED, NOT_FOUND, IGNORED, UNMATCHED, DUPLICATE, STARTED, JOINED ->
                "Refused: " + said.orElse(result.kind().name());
        };
        return noted(visitor, what, run.value(), reason, sentence);
    }

    private String noted(Visitor visitor, String what, String on, String reason, String result) {
        new ClickLog(sources.ledger(), sources.host(), hash()).add(visitor, what, on, reason, result);
        return result;
    }
}
