package io.nightshift.local.cli;

import io.nightshift.core.json.Json;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.PolicyProblem;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Check a policy; every problem at once, with line and column.",
        footer = {
            "",
            "Examples:",
            "  nightshift validate nightshift.yaml",
            "  nightshift validate nightshift.yaml --json"
        })
final class ValidateCommand extends BaseCommand {

    @Parameters(paramLabel = "FILE", description = "The policy; - is standard input.")
    private Path file = Path.of(PolicyFile.DEFAULT);

    @Override
    public Integer call() {
        return switch (policies().parse(InputFiles.read(file))) {
            case Parsed.Valid valid -> {
                var hash = valid.policy().hash();
                var json = Json.obj()
                        .with("file", file.toString())
                        .with("valid", true)
                        .with("hash", hash);
                var counts = new StringBuilder();
                for (var section : valid.policy().sections().entrySet()) {
                    int count = section.getValue().names().size();
                    json = json.with(section.getKey(), count);
                    counts.append(", ").append(counted(count, section.getKey()));
                }
                print(
                        json.with("problems", Json.arr()).with("warnings", problems(valid.warnings())),
                        List.of(),
                        valid.warnings(),
                        "%s: valid%s, policy %s".formatted(file, counts, hash.substring(0, 12)));
                yield ExitCode.OK;
            }
            case Parsed.Invalid invalid -> {
                print(
                        Json.obj()
                                .with("file", file.toString())
                                .with("valid", false)
                                .with("problems", problems(invalid.problems()))
                                .with("warnings", Json.arr()),
                        invalid.problems(),
                        List.of(),
                        "%s: %s".formatted(file, counted(invalid.problems().size(), "problems")));
                yield ExitCode.NO;
            }
        };
    }

    private static String counted(int count, String what) {
        return count + " " + (count == 1 && what.endsWith("s") ? what.substring(0, what.length() - 1) : what);
    }

    private void print(Json.Obj answer, List<PolicyProblem> problems, List<PolicyProblem> warnings, String last) {
        if (json()) {
            terminal().print(answer);
            return;
        }
        var colours = terminal().colours();
        if (!problems.isEmpty()) {
            terminal().print(PolicyFile.lines(file, problems));
        }
        if (!warnings.isEmpty()) {
            terminal().print(colours.yellow("warnings:") + "\n" + PolicyFile.lines(file, warnings));
        }
        terminal().print(problems.isEmpty() ? colours.green(last) : colours.red(last));
    }

    private static Json.Arr problems(List<PolicyProblem> problems) {
        return Json.arr(problems.stream()
                .map(problem -> Json.obj()
                        .with("line", problem.line())
                        .with("column", problem.column())
                        .with("path", problem.path())
                        .with("message", problem.message()))
                .toList());
    }
}
