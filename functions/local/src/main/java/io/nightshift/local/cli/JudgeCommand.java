package io.nightshift.local.cli;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.promotion.judge.Canary;
import io.nightshift.promotion.judge.Outcome;
import io.nightshift.promotion.judge.Verdict;
import io.nightshift.promotion.judge.evidence.EvidenceJudge;
import io.nightshift.promotion.judge.json.CanaryJson;
import io.nightshift.promotion.judge.json.VerdictJson;
import io.nightshift.promotion.judge.kayenta.KayentaJudge;
import io.nightshift.text.Printed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "judge",
        mixinStandardHelpOptions = true,
        description = {
            "Judge a canary by its numbers and its baseline's; touches nothing.",
            "One JSON object, or one on each line. With --json one verdict on each line."
        },
        footer = {
            "",
            "Ends with 1 where a line could not be read; its neighbours are judged all the same.",
            "",
            "Examples:",
            "  nightshift judge docs/examples/canary.json",
            "  nightshift judge docs/examples/canary.json --json"
        })
final class JudgeCommand extends Command {

    @Parameters(paramLabel = "FILE", description = "The canaries; - is standard input.")
    private Path file = Path.of("-");

    @Option(names = "--strict", description = "Exit with 1 if a verdict is not Pass.")
    private boolean strict;

    @Override
    public Integer call() {
        var text = new String(Files.read(file), StandardCharsets.UTF_8);
        if (isObject(text)) {
            return judge("", text) ? Exit.OK : Exit.NO;
        }
        var lines = text.lines().toList();
        if (lines.stream().noneMatch(line -> line.startsWith("{") && isObject(line))) {
            return judge("", text) ? Exit.OK : Exit.NO;
        }
        boolean good = true;
        for (int i = 0; i < lines.size(); i++) {
            good &= lines.get(i).isBlank() || judge("line " + (i + 1) + ": ", lines.get(i));
        }
        return good ? Exit.OK : Exit.NO;
    }

    private static boolean isObject(String text) {
        try {
            return Json.parse(text) instanceof Json.Obj;
        } catch (JsonException e) {
            return false;
        }
    }

    /** Whether the answer is yes. */
    private boolean judge(String place, String text) {
        try {
            var canary = Json.parse(text);
            var verdict = judge(CanaryJson.read(canary));
            if (json()) {
                // Whoever matches answers by their ids gets the id back as it was written, also a number.
                var id = canary instanceof Json.Obj(var members) ? members.getOrDefault("id", Json.Null.NULL) : canary;
                terminal().out().println(VerdictJson.of(verdict).with("id", id).text());
            } else {
                new VerdictPage(terminal()).print(verdict);
            }
            return !strict || verdict.outcome() == Outcome.PASS;
        } catch (JsonException e) {
            terminal().complain(Printed.safe(file + ": " + place + e.getMessage()));
            return false;
        }
    }

    private static Verdict judge(Canary canary) {
        return switch (canary.mode()) {
            case NIGHTSHIFT -> EvidenceJudge.judge(canary);
            case KAYENTA -> KayentaJudge.judge(canary);
        };
    }
}
