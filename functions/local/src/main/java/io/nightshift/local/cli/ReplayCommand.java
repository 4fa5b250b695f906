package io.nightshift.local.cli;

import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalJson;
import io.nightshift.local.host.Replay;
import io.nightshift.policy.PolicyRules;
import io.nightshift.text.TerminalText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Show what a policy would do with recorded payloads; touches nothing.",
        footer = {
            "",
            "Takes the same path as a real run. Tags are taken from the signals, and groups are not known. Every act is shown",
            "as done. An alarm goes on until its recovery is replayed, so that its whole ladder is seen; what is verified by",
            "reading the act back ends after the first rung, and the rungs that were not needed are listed. Times are those",
            "of the signals, unless --received says when they arrive.",
            "",
            "Examples:",
            "  nightshift replay alarm.json --policy nightshift.yaml",
            "  nightshift replay fires.json recovers.json --json"
        })
final class ReplayCommand extends BaseCommand {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Payloads; - is standard input.")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private PolicyOption policy = new PolicyOption();

    @Mixin
    private ReceivedOption received = new ReceivedOption();

    @Override
    public Integer call() {
        var rules = policy.rules(this);
        var decoded = files.stream().map(DecodeCommand::decode).toList();
        var signals = decoded.stream()
                .flatMap(file -> file.decoded().signals().stream())
                .toList();
        var replay = Replay.of(functions().modules(), signals, rules, received.time());
        if (json()) {
            terminal().print(toJson(rules, decoded, replay));
        } else {
            print(rules, decoded, replay);
        }
        return DecodeCommand.DecodedFile.exit(decoded);
    }

    private Json.Obj toJson(PolicyRules rules, List<DecodeCommand.DecodedFile> decoded, Replay replay) {
        return Json.obj()
                .with(
                        "policy",
                        Json.obj().with("file", policy.where(terminal())).with("hash", rules.hash()))
                .with(
                        "signals",
                        Json.arr(replay.answers().stream()
                                .map(answer -> toJson(rules, answer))
                                .toList()))
                .with(
                        "runs",
                        Json.arr(replay.runs().stream()
                                .map(run -> ShowCommand.toJson(replay.ledger(), run))
                                .toList()))
                .with(
                        "rejected",
                        Json.arr(decoded.stream()
                                .flatMap(file -> file.decoded().rejected().stream()
                                        .map(rejected -> Json.obj()
                                                .with("file", file.file().toString())
                                                .with("place", rejected.place())
                                                .with("reason", rejected.reason())))
                                .toList()));
    }

    private static Json.Obj toJson(PolicyRules rules, Replay.Answered answer) {
        return SignalJson.of(answer.signal())
                .with(
                        "routes",
                        Json.arr(rules.route(answer.signal()).stream()
                                .map(route -> Json.obj()
                                        .with("rule", route.rule())
                                        .with("environment", route.environment())
                                        .with("playbook", route.playbook()))
                                .toList()))
                .with("misses", Json.strings(misses(rules, answer.signal())))
                .with(
                        "handled",
                        Json.arr(answer.handled().stream()
                                .map(ReplayCommand::toJson)
                                .toList()));
    }

    private static Json.Obj toJson(EngineResult handled) {
        return Json.obj()
                .with("kind", handled.kind().name())
                .with(
                        "run",
                        handled.run().<Json>map(run -> Json.of(run.value())).orElse(Json.Null.NULL))
                .with("detail", handled.detail());
    }

    private static List<String> misses(PolicyRules rules, Signal signal) {
        return rules.explain(signal).stream().map(Object::toString).toList();
    }

    private void print(PolicyRules rules, List<DecodeCommand.DecodedFile> decoded, Replay replay) {
        var colours = terminal().colours();
        for (var answer : replay.answers()) {
            var signal = answer.signal();
            terminal()
                    .print(colours.bold(TerminalText.safe(
                            signal.time() + "  " + signal.type() + " " + signal.name() + " on " + signal.subject())));
            var routes = rules.route(signal);
            routes.forEach(route -> terminal()
                    .print("  matches rule " + route.rule()
                            + (route.environment().isEmpty() ? "" : " in " + route.environment())));
            if (routes.isEmpty()) {
                terminal().print("  matches no rule:");
                misses(rules, signal).forEach(miss -> terminal().print("    " + TerminalText.safe(miss)));
            }
            answer.handled()
                    .forEach(handled ->
                            terminal().print("  " + handled.kind() + " " + TerminalText.safe(handled.detail())));
        }
        replay.runs().forEach(run -> print(replay, run));
        decoded.forEach(file -> file.decoded()
                .rejected()
                .forEach(rejected -> terminal()
                        .print(colours.red("rejected  ") + TerminalText.safe(file.file() + ": " + rejected))));
    }

    private void print(Replay replay, Run run) {
        var colours = terminal().colours();
        terminal().print("");
        terminal().print(colours.bold("run " + run.id() + "  rule " + run.rule()));
        functions()
                .story(replay.ledger(), run)
                .forEach(line ->
                        terminal().print("  " + line.at() + "  " + line.mark().in(colours) + " " + line.text()));
        if (run.outcome().equals(Optional.of(Outcome.RESOLVED))) {
            functions()
                    .narration(run)
                    .notNeeded(run)
                    .forEach(rung -> terminal().print("  otherwise " + TerminalText.safe(rung)));
        }
        GuardrailVerdicts.lines(replay.ledger(), run, colours)
                .forEach(line -> terminal().print("  " + line));
    }
}
