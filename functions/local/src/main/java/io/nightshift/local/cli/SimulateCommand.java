package io.nightshift.local.cli;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.simulation.Failure;
import io.nightshift.sandbox.simulation.Scenario;
import io.nightshift.sandbox.simulation.Simulator;
import io.nightshift.text.TerminalText;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Live through difficult nights, each drawn from a seed, and check after every step what must always hold.",
            "The same seed gives the same night on every machine. Touches nothing outside of this process."
        },
        footer = {
            "",
            "Ends with 1 when an invariant does not hold in a night, and tells the smallest story of it that was found.",
            "",
            "Examples:",
            "  nightshift simulate --seeds 20",
            "  nightshift simulate --from 4711 --seeds 1 --function remediation",
            "  nightshift simulate --seeds 5 --function promotion",
            "  nightshift simulate --seeds 10 --json"
        })
final class SimulateCommand extends BaseCommand {

    private static final int MOST_STORIES = 3;

    @Option(names = "--seeds", paramLabel = "N", description = "How many nights (default: ${DEFAULT-VALUE}).")
    private long seeds = 1000;

    @Option(names = "--from", paramLabel = "SEED", description = "The first seed (default: ${DEFAULT-VALUE}).")
    private long from;

    @Option(names = "--function", paramLabel = "NAME", description = "Whose nights (default: ${DEFAULT-VALUE}).")
    private String function = "remediation";

    @Override
    public Integer call() {
        if (seeds < 1) {
            throw new CommandError(ExitCode.USAGE, "--seeds must be at least 1, and is " + seeds);
        }
        var simulator = new Simulator(scenario());
        var start = terminal().clock().instant();
        var nights = new SeedRunner(simulator, from, seeds);
        nights.live(line -> terminal().complain(line));
        var took = Duration.between(start, terminal().clock().instant());
        var failures = nights.failing().stream()
                .limit(MOST_STORIES)
                .flatMap(seed -> simulator.failure(seed).stream())
                .toList();
        if (json()) {
            terminal().print(toJson(nights, took, failures));
        } else {
            print(nights, took, failures);
        }
        return nights.failing().isEmpty() ? ExitCode.OK : ExitCode.NO;
    }

    private Scenario scenario() {
        var known = functions().all().stream()
                .flatMap(one -> one.scenario().stream())
                .toList();
        return known.stream()
                .filter(one -> one.name().equals(function))
                .findFirst()
                .orElseThrow(() -> new CommandError(
                        ExitCode.USAGE,
                        "--function: no function in the simulation is named " + TerminalText.safe(function)
                                + "; there are: "
                                + known.stream().map(Scenario::name).collect(Collectors.joining(", "))));
    }

    private Json.Obj toJson(SeedRunner nights, Duration took, List<Failure> failures) {
        return Json.obj()
                .with("function", function)
                .with("from", from)
                .with("seeds", seeds)
                .with("millis", took.toMillis())
                .with("runs", nights.runs())
                .with("commits", nights.commits())
                .with("acts", nights.changes())
                .with("mishaps", nights.mishaps())
                .with(
                        "failing",
                        Json.arr(nights.failing().stream().map(Json::of).toList()))
                .with("failures", Json.arr(failures.stream().map(this::toJson).toList()));
    }

    private Json.Obj toJson(Failure failure) {
        return Json.obj()
                .with("seed", failure.seed())
                .with("invariant", failure.violation().invariant())
                .with("what", failure.violation().what())
                .with("resources", Json.strings(failure.resources()))
                .with("disturbances", Json.strings(failure.disturbances()))
                .with("drawn", failure.drawn())
                .with("story", Json.strings(failure.story()))
                .with("replay", replay(failure));
    }

    private String replay(Failure failure) {
        return "nightshift simulate --from " + failure.seed() + " --seeds 1 --function " + function;
    }

    private void print(SeedRunner nights, Duration took, List<Failure> failures) {
        failures.forEach(this::print);
        double seconds = Math.max(1, took.toMillis()) / 1000.0;
        terminal()
                .print("%d nights of %s in %.1f s (%.0f a second): %d runs, %d turns, %d acts, %d mishaps"
                        .formatted(
                                seeds,
                                function,
                                seconds,
                                seeds / seconds,
                                nights.runs(),
                                nights.commits(),
                                nights.changes(),
                                nights.mishaps()));
        terminal()
                .print(
                        nights.failing().isEmpty()
                                ? "every invariant held in all of them"
                                : "%d of them failed, the first with seed %d"
                                        .formatted(
                                                nights.failing().size(),
                                                nights.failing().getFirst()));
    }

    private void print(Failure failure) {
        var colours = terminal().colours();
        terminal()
                .print(colours.bold("seed " + failure.seed() + " failed: "
                        + TerminalText.safe(failure.violation().toString())));
        terminal().print("  needs " + String.join(", ", failure.resources()));
        terminal()
                .print("  and %d of %d disturbances:"
                        .formatted(failure.disturbances().size(), failure.drawn()));
        failure.disturbances().forEach(line -> terminal().print("    " + TerminalText.safe(line)));
        terminal().print("  what happened:");
        failure.story().forEach(line -> terminal().print("  " + TerminalText.safe(line)));
        terminal().print("  again: " + replay(failure));
        terminal().print("");
    }
}
