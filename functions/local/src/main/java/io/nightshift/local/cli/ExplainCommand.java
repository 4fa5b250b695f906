package io.nightshift.local.cli;

import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.core.signal.Signal;
import io.nightshift.local.host.Replay;
import io.nightshift.policy.MatchFailure;
import io.nightshift.policy.PolicyRules;
import io.nightshift.text.TerminalText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Say why: which rule was for it or what kept the nearest one, each decision, what held it back.",
        footer = {
            "",
            "A file is explained by a policy, as replay would run it; a run by what the ledger holds.",
            "",
            "Examples:",
            "  nightshift explain alarm.json --policy nightshift.yaml",
            "  nightshift explain remediation-3f9c2a1b7d4e"
        })
final class ExplainCommand extends BaseCommand {

    @Parameters(paramLabel = "FILE|RUN", description = "A payload, or the id of a run.")
    private String what = "";

    @Mixin
    private LedgerOption ledger = new LedgerOption();

    @Mixin
    private PolicyOption policy = new PolicyOption();

    @Mixin
    private ReceivedOption received = new ReceivedOption();

    /** @param sentences the explanation, in order */
    record Explained(String about, List<String> sentences) {
        Json toJson() {
            return Json.obj().with("about", about).with("sentences", Json.strings(sentences));
        }
    }

    @Override
    public Integer call() {
        var explained = Files.exists(Path.of(what)) ? ofFile() : ofRun();
        if (json()) {
            terminal().print(Json.arr(explained.stream().map(Explained::toJson).toList()));
        } else {
            explained.forEach(this::print);
        }
        return explained.isEmpty() ? ExitCode.NO : ExitCode.OK;
    }

    private void print(Explained explained) {
        terminal().print(terminal().colours().bold(explained.about()));
        explained.sentences().forEach(sentence -> terminal().print("  " + sentence));
    }

    private List<Explained> ofRun() {
        try (var open = ledger.openExisting(terminal())) {
            return List.of(explained(open, LedgerOption.find(open, what)));
        }
    }

    private List<Explained> ofFile() {
        var rules = policy.rules(this);
        var file = DecodeCommand.decode(Path.of(what));
        if (!file.found()) {
            throw new CommandError(
                    ExitCode.UNAVAILABLE, file.decoded().rejected().getFirst().reason());
        }
        var decoded = file.decoded();
        decoded.rejected().forEach(rejected -> terminal().complain(TerminalText.safe(rejected.toString())));
        var replay = Replay.of(functions().modules(), decoded.signals(), rules, received.time());
        var explained = replay.answers().stream()
                .map(answer -> explained(rules, answer))
                .collect(Collectors.toList());
        replay.runs().forEach(run -> explained.add(explained(replay.ledger(), run)));
        return explained;
    }

    static Explained explained(PolicyRules rules, Replay.Answered answer) {
        var signal = answer.signal();
        var about = signal.type() + " " + signal.name() + " on " + signal.subject();
        var routes = rules.route(signal);
        var sentences = routes.stream()
                .map(route -> "Rule " + route.rule() + " is for it"
                        + (route.environment().isEmpty() ? "." : ", in the environment " + route.environment() + "."))
                .toList();
        return new Explained(
                TerminalText.safe(about),
                routes.isEmpty()
                        ? List.of(noRule(rules, signal))
                        : Stream.concat(sentences.stream(), ignored(answer)).toList());
    }

    /** Why a signal that has a rule starts nothing. */
    private static Stream<String> ignored(Replay.Answered answer) {
        return answer.handled().stream()
                .filter(handled -> handled.kind() == EngineResult.Kind.IGNORED)
                .map(handled -> TerminalText.safe("It starts nothing: " + handled.detail() + "."));
    }

    private static String noRule(PolicyRules rules, Signal signal) {
        var misses = rules.nearest(signal);
        if (misses.isEmpty()) {
            return "No rule is for it: the policy has none.";
        }
        return TerminalText.safe(
                "No rule is for it. The nearest is " + misses.getFirst().rule() + ", but "
                        + misses.stream().map(ExplainCommand::words).collect(Collectors.joining(", and ")) + ".");
    }

    private static String words(MatchFailure miss) {
        var text = miss.toString();
        return text.substring(miss.rule().length() + 2);
    }

    private Explained explained(Ledger open, Run run) {
        var sentences = functions().story(open, run).stream()
                .map(line -> line.at() + "  " + line.text() + ".")
                .collect(Collectors.toList());
        sentences.addAll(BlockingGuardrails.sentences(open, run));
        return new Explained(
                TerminalText.safe("run " + run.id() + " of rule " + run.rule() + " on "
                        + run.key().subject()),
                sentences);
    }
}
