package io.nightshift.local.cli;

import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.run.Run;
import io.nightshift.local.demo.DemoNight;
import io.nightshift.local.story.TextTable;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.PolicyRules;
import io.nightshift.story.RunStory;
import io.nightshift.story.StoryLine;
import io.nightshift.text.TerminalText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Live through a night shift in a simulated world, on virtual time.",
            "Or promote a good version of a small shop and then bad ones, in about a minute: a real registry (docker-registry),"
                    + " a real proxy (nginx), real processes and users.",
            "Or rotate the password of a real PostgreSQL while 50 clients log in without pause, in under a minute.",
            "Or verify a good dump of a real PostgreSQL and then a damaged twin, in under a minute.",
            "Or watch the costs of a month with a leak in it, on virtual time, in under a minute."
        },
        footer = {
            "",
            "Examples:",
            "  nightshift demo",
            "  nightshift demo --json",
            "  nightshift demo promotion",
            "  nightshift demo rotation",
            "  nightshift demo backup",
            "  nightshift demo cost"
        })
final class DemoCommand extends BaseCommand {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    /** The demo to show. */
    enum Scene {
        NIGHT,
        PROMOTION,
        ROTATION,
        BACKUP,
        COST
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "SCENE",
            defaultValue = "night",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Scene scene = Scene.NIGHT;

    @Override
    public Integer call() {
        return switch (scene) {
            case NIGHT -> night();
            case PROMOTION -> new PromotionDemoOutput(terminal(), json()).play();
            case ROTATION -> new RotationDemoOutput(terminal(), json()).play();
            case BACKUP -> new BackupDemoOutput(terminal(), json()).play();
            case COST -> new CostDemoOutput(terminal(), json()).play();
        };
    }

    private int night() {
        var night = new DemoNight(functions(), rules());
        night.run();
        boolean whole = night.runs().stream()
                .allMatch(run -> Audit.verify(night.ledger(), run.id()).whole());
        if (json()) {
            terminal().print(toJson(night, whole));
        } else {
            print(night, whole);
        }
        return whole ? ExitCode.OK : ExitCode.NO;
    }

    private PolicyRules rules() {
        try (var policy = DemoNight.class.getResourceAsStream("nightshift.yaml")) {
            if (policy != null && policies().parse(policy.readAllBytes()) instanceof Parsed.Valid valid) {
                return new PolicyRules(valid.policy());
            }
            throw new IllegalStateException("the policy of the demo is missing or invalid");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Json.Obj toJson(DemoNight night, boolean whole) {
        return Json.obj()
                .with(
                        "timeline",
                        Json.arr(
                                night.timeline().stream().map(StoryLine::toJson).toList()))
                .with(
                        "runs",
                        Json.arr(night.runs().stream().map(RunStory::summary).toList()))
                .with("chainsWhole", whole);
    }

    private void print(DemoNight night, boolean whole) {
        var colours = terminal().colours();
        terminal().print(colours.bold("A night shift, " + night.length().toHours() + " hours on virtual time"));
        terminal()
                .print(colours.faint(
                        "● signal  ? look  ✓ allowed  ‖ held back  ◌ dry run  ► act  ✗ failure  ✉ people  ■ end"));
        terminal().print("");
        var about = "";
        for (var line : night.timeline()) {
            if (!line.about().equals(about)) {
                terminal().print("");
                about = line.about();
            }
            terminal()
                    .print("%s  %s %s  %s"
                            .formatted(
                                    colours.faint(CLOCK.format(line.at())),
                                    line.mark().in(colours),
                                    colours.bold("%-38s".formatted(TerminalText.clipped(line.about(), 38))),
                                    line.text()));
        }
        terminal().print("");
        summary(night.runs()).lines(colours).forEach(terminal()::print);
        long acts = night.runs().stream().mapToLong(Run::acts).sum();
        terminal().print("");
        terminal()
                .print("%d runs, %d acts, every ledger chain %s"
                        .formatted(night.runs().size(), acts, whole ? "verified" : "BROKEN"));
    }

    private static TextTable summary(List<Run> runs) {
        var table = new TextTable("SUBJECT", "RULE", "ACTS", "OUTCOME", "TOOK", "WHY");
        runs.forEach(run -> table.row(
                TerminalText.clipped(TerminalText.safe(run.key().subject().label()), 38),
                run.rule(),
                Integer.toString(run.acts()),
                run.outcome().map(Enum::name).orElse(run.status().name()),
                took(run),
                TerminalText.clipped(TerminalText.safe(run.reason()), 78)));
        return table;
    }

    private static String took(Run run) {
        var took = Duration.between(run.startedAt(), run.changedAt());
        return "%d:%02d:%02d".formatted(took.toHours(), took.toMinutesPart(), took.toSecondsPart());
    }
}
