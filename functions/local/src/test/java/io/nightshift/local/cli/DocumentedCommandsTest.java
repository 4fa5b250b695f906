package io.nightshift.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.nightshift.local.Functions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every command line that the documentation or a {@code --help} shows is one that works. */
final class DocumentedCommandsTest {

    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final Pattern COMMAND = Pattern.compile(" {2,}(?:\\./)?nightshift (.+)");
    private static final String ALARM =
            Typed.ROOT.resolve("events/aws/cloudwatch/metric-alarm.json").toString();

    @TempDir
    private Path folder;

    private static Set<String> documented() throws IOException {
        var found = new TreeSet<String>();
        for (var file : documents()) {
            collect(Files.readAllLines(file), found);
        }
        for (var command : Nightshift.commandLine(Functions.ALL, Terminal.ofProcess())
                .getSubcommands()
                .values()) {
            collect(List.of(command.getCommandSpec().usageMessage().footer()), found);
        }
        return found;
    }

    private static void collect(List<String> lines, Set<String> found) {
        for (var line : lines) {
            var command = COMMAND.matcher(line);
            if (command.matches()) {
                found.add(command.group(1));
            }
        }
    }

    private static List<Path> documents() throws IOException {
        try (var docs = Files.walk(Typed.ROOT.resolve("docs"))) {
            return Stream.concat(
                            docs.filter(file -> file.toString().endsWith(".md")),
                            Stream.of(Typed.ROOT.resolve("README.md"), Typed.ROOT.resolve("CONTRIBUTING.md")))
                    .toList();
        }
    }

    @Test
    void thereAreSomeOfEachCommand() throws IOException {
        var commands = documented().stream().map(line -> line.split(" ", 2)[0]).toList();
        assertThat(commands)
                .contains(
                        "demo", "decode", "validate", "replay", "backtest", "serve", "runs", "show", "pause", "resume")
                .contains("approve", "reject", "abort", "audit")
                .contains("begin", "promote", "promotions", "rollback", "release");
    }

    @TestFactory
    Stream<DynamicTest> eachOneWorks() throws IOException {
        return documented().stream().map(line -> dynamicTest(line, () -> works(line)));
    }

    private void works(String line) throws Exception {
        try (var app = new AppDown(Files.createTempDirectory(folder, "docs"))) {
            var run = app.asks("cart");
            var shop = new ShopWeb(app.ledger(), app.policy());
            var promotion = shop.waits();
            if (line.startsWith("release")) {
                shop.quarantine(ShopWeb.DIGEST);
            }
            var arguments = arguments(line, app, run, promotion);
            // One lasts, two take half a minute, one starts processes, others read a cloud; the latter have tests of
            // their own.
            if (List.of(
                                    "serve",
                                    "begin",
                                    "survey",
                                    "rotate",
                                    "secrets",
                                    "verify-backup",
                                    "backups",
                                    "drill",
                                    "watch-failover")
                            .contains(arguments.getFirst())
                    || line.startsWith("demo promotion")
                    || line.startsWith("demo rotation")
                    || line.startsWith("demo backup")
                    || line.startsWith("demo cost")
                    || line.startsWith("cost feedback")
                    || line.startsWith("cost report")
                    || line.startsWith("cost idle")
                    || line.contains("--picture")) {
                var parsed = Nightshift.commandLine(Functions.ALL, Terminal.ofProcess());
                assertThat(parsed.parseArgs(arguments.toArray(String[]::new)).hasSubcommand())
                        .isTrue();
                return;
            }
            var typed = app.typed(arguments.toArray(String[]::new));
            assertThat(typed.exit()).as(line + "\n" + typed.out() + typed.err()).isZero();
        }
    }

    private List<String> arguments(String line, AppDown app, String run, String promotion) throws Exception {
        var arguments = new ArrayList<String>();
        var words = WORD.matcher(line);
        while (words.find()) {
            var word = words.group(1) == null ? words.group(2) : words.group(1);
            switch (word) {
                case "remediation-3f9c2a1b7d4e" -> arguments.add(run);
                case "9f86d081…" -> arguments.add(app.plan(run));
                case "RULE", "web-unhealthy", "web-unwell" -> arguments.add("app-down");
                case "anchor.jsonl" -> arguments.add(anchor(app));
                case "nightshift.yaml" -> arguments.add(app.policy());
                case "alarm.json", "fires.json", "recovers.json" -> arguments.add(ALARM);
                case "events/aws/*/*.json" -> arguments.add(ALARM);
                case "trail/" -> arguments.add(inTheTree("events/aws/cloudtrail"));
                case "deploy" ->
                    arguments.add(Files.createTempDirectory(folder, "init").toString());
                case "report.html" -> arguments.add(folder.resolve(word).toString());
                default -> arguments.add(ofTheShop(inTheTree(word), promotion));
            }
        }
        return arguments;
    }

    private String anchor(AppDown app) throws IOException {
        var lines = app.typed("audit", "anchor", "--json").out();
        return Files.writeString(folder.resolve("anchor.jsonl"), lines).toString();
    }

    /** Documents write other digests and other registries. */
    private static String ofTheShop(String word, String promotion) {
        if (word.contains("/shop/web@sha256:")) {
            return ShopWeb.IMAGE + "@" + ShopWeb.DIGEST;
        }
        return word.matches("promotion-[0-9a-f]{12}") ? promotion : word;
    }

    private static String inTheTree(String word) {
        var file = Typed.ROOT.resolve(word);
        return word.contains("/") && Files.exists(file) ? file.toString() : word;
    }
}
