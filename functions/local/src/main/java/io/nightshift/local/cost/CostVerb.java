package io.nightshift.local.cost;

import io.nightshift.chat.command.ChatCommand;
import io.nightshift.chat.command.ChatReply;
import io.nightshift.chat.command.ChatVerb;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.cost.CostMessages;
import io.nightshift.cost.CostProgress;
import io.nightshift.cost.anomaly.AnomalyFeedback;
import io.nightshift.local.cli.CommandError;
import io.nightshift.policy.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code cost} in a chat: everybody reads what is open and what it means, operators answer it. */
record CostVerb(Ledger ledger, Engine engine) implements ChatVerb {

    private static final int PAGE = 100;

    @Override
    public String name() {
        return "cost";
    }

    @Override
    public String usage() {
        return "[ID [expected|planned|wrong|acknowledge [REASON]]] - open cost anomalies, or one, or what it is";
    }

    @Override
    public boolean operates() {
        return false;
    }

    @Override
    public ChatReply run(ChatCommand command, Person who) {
        var words = command.arguments();
        try {
            if (words.isEmpty()) {
                return open();
            }
            return words.size() == 1 ? explain(words.getFirst()) : answer(words, who);
        } catch (CommandError e) {
            return ChatReply.refused(String.valueOf(e.getMessage()));
        }
    }

    private ChatReply open() {
        var lines = new ArrayList<String>();
        Optional<String> page = Optional.empty();
        do {
            var runs = ledger.open(page, PAGE);
            runs.items().stream()
                    .filter(CostProgress::isCost)
                    .forEach(run -> line(run).ifPresent(lines::add));
            page = runs.next();
        } while (page.isPresent());
        return lines.isEmpty() ? ChatReply.of("No cost anomaly is open.") : ChatReply.of(lines);
    }

    /** Empty for what is no anomaly, such as a scan. */
    private static Optional<String> line(Run run) {
        try {
            var progress = CostProgress.of(run);
            return progress.report()
                    .map(report -> run.id() + " " + progress.phase().toLowerCase(Locale.ROOT) + ": "
                            + CostMessages.line(report));
        } catch (JsonException e) {
            return Optional.of(run.id() + " cannot be read: " + e.getMessage());
        }
    }

    private ChatReply explain(String id) {
        var found = ExplainedAnomaly.of(ledger, id);
        var lines = new ArrayList<String>(List.of(CostMessages.line(found.report())));
        lines.addAll(CostMessages.lines(found.report(), found.explanation()));
        lines.add("state: " + found.state());
        return ChatReply.of(lines);
    }

    private ChatReply answer(List<String> words, Person who) {
        var what = words.get(1).toLowerCase(Locale.ROOT);
        if (!who.operates()) {
            return ChatReply.refused(
                    "Only operators answer an anomaly; you are a " + who.role().id() + ".");
        }
        if (!AnomalyFeedback.isCommand(what)) {
            return ChatReply.refused("It is one of expected, planned, wrong and acknowledge.");
        }
        var run = ExplainedAnomaly.find(ledger, words.getFirst());
        var done = engine.command(run.id(), what, who.name(), String.join(" ", words.subList(2, words.size())));
        return ChatReply.results(List.of(done));
    }
}
