package io.nightshift.promotion.progress;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.Status;
import java.util.Optional;
import java.util.Set;

/** Describes in one sentence the state of a promotion after a command. */
public final class PromotionAnswer {

    private static final Set<String> RETURNING = Set.of("going back", "checking back", "quarantining");

    private final PromotionProgress line;
    private final Optional<PromotionProgress> before;
    private final View state;

    private PromotionAnswer(Optional<PromotionProgress> before, PromotionProgress line) {
        this.before = before;
        this.line = line;
        this.state = View.of(line.run().state());
    }

    public static String of(Optional<Run> before, Run after) throws JsonException {
        var earlier = before.isPresent()
                ? Optional.of(PromotionProgress.of(before.get()))
                : Optional.<PromotionProgress>empty();
        var answer = new PromotionAnswer(earlier, PromotionProgress.of(after));
        return answer.line.run().rule() + " " + answer.line.name() + " " + answer.sentence();
    }

    private String sentence() throws JsonException {
        if (line.run().status() == Status.FINISHED) {
            return over();
        }
        if (state.at("then").exists()) {
            return "goes back when the act under way is done: "
                    + state.at("then", "why").textOr("");
        }
        if (RETURNING.contains(line.phase())) {
            return "is going back, " + share() + ": " + state.at("back", "why").textOr("")
                    + line.waits().map(waits -> "; " + waits).orElse("");
        }
        return line.held().isEmpty() ? onward() : held();
    }

    private String over() {
        boolean back = line.run().outcome().filter(PromotionAnswer::isBack).isPresent();
        if (!back) {
            return "is over: " + line.run().reason();
        }
        return line.shares().isEmpty()
                ? "is over, and nothing had been changed: " + line.run().reason()
                : "is back: " + line.run().reason();
    }

    private static boolean isBack(Outcome outcome) {
        return outcome == Outcome.ROLLED_BACK || outcome == Outcome.ABORTED;
    }

    private String held() throws JsonException {
        boolean already = before.filter(one -> one.held().equals(line.held())).isPresent();
        if (already) {
            return "was held already, since %s, %s: %s".formatted(line.since(), share(), line.held());
        }
        boolean lands = state.at("flying").boolOr(false);
        return "is held %s%s: %s".formatted(share(), lands ? " when the act under way is done" : "", line.held());
    }

    private String onward() {
        boolean stood = before.filter(one -> !one.held().isEmpty()).isPresent();
        var how = "%s, %s%s"
                .formatted(
                        share(),
                        line.phase(),
                        line.waits().map(waits -> ": " + waits).orElse(""));
        return stood || before.isEmpty() ? "goes on " + how : "goes on " + how + "; nothing had held it";
    }

    /** {@code at 25 % in prod}. */
    private String share() {
        var where = line.stage().isEmpty() ? "" : " in " + line.stage();
        return line.shares().isEmpty()
                ? "before any traffic" + where
                : "at " + line.share().replace("%", " %") + where;
    }
}
