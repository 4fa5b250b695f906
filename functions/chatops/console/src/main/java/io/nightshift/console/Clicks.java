package io.nightshift.console;

import io.nightshift.chat.command.ChatReply;
import io.nightshift.core.run.RunId;
import java.util.Optional;

/** Does what a visitor confirmed, by the same calls as chats and the command line; each is an entry of the {@link ClickLog}. */
public final class Clicks {

    private static final String VIA = "the console";

    private final ConsoleSources sources;

    public Clicks(ConsoleSources sources) {
        this.sources = sources;
    }

    /** @param plan the hash of the plan that the visitor saw */
    public String approve(Visitor visitor, RunId run, String plan) {
        return noted(visitor, "approve", run.value(), "", sources.control().approve(run, plan, visitor.name(), VIA));
    }

    public String reject(Visitor visitor, RunId run, String plan, String reason) {
        var reply = sources.control().reject(run, plan, visitor.name(), reason, VIA);
        return noted(visitor, "reject", run.value(), reason, reply);
    }

    public String abort(Visitor visitor, RunId run, String reason) {
        return noted(visitor, "abort", run.value(), reason, sources.control().abort(run, visitor.name(), reason));
    }

    /** @param what {@code pause}, {@code resume} or {@code rollback} */
    public String command(Visitor visitor, RunId run, String what, String reason) {
        return noted(visitor, what, run.value(), reason, sources.control().command(run, what, visitor.name(), reason));
    }

    /** @param scope as {@link io.nightshift.core.engine.PauseSwitches} takes it */
    public String pause(Visitor visitor, String scope, String reason) {
        var reply = sources.control().pause(scope, visitor.name(), reason, Optional.empty());
        return noted(visitor, "pause", scope, reason, reply);
    }

    public String resume(Visitor visitor, String scope, String reason) {
        return noted(visitor, "resume", scope, reason, sources.control().resume(scope, visitor.name(), reason));
    }

    private String noted(Visitor visitor, String what, String on, String reason, ChatReply reply) {
        new ClickLog(sources.ledger(), sources.host(), sources.policy().get().hash())
                .add(visitor, what, on, reason, reply.text());
        return reply.text();
    }
}
