package io.nightshift.local.cli;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalJson;
import io.nightshift.local.host.AwsSettings;
import io.nightshift.local.host.KnownFormats;
import io.nightshift.policy.PolicyRules;
import io.nightshift.text.TerminalText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        description = "Show the signals in raw payloads.",
        footer = {
            "",
            "Headers of a binary CloudEvent are read from NAME.headers.json beside NAME.json, an object of strings.",
            "A payload that is no known event is shown as rejected, with the reason; exit code 0 unless --strict. A file that",
            "cannot be read is exit code 69, after all others.",
            "",
            "Examples:",
            "  nightshift decode alarm.json",
            "  nightshift decode events/aws/*/*.json --json",
            "  nightshift decode alarm.json --policy nightshift.yaml --received 2026-11-20T04:00:00Z"
        })
final class DecodeCommand extends BaseCommand {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Payloads; - is standard input.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "Also show by this policy what each signal is about, and the rules that are for it.")
    private Optional<Path> policy = Optional.empty();

    @Mixin
    private ReceivedOption received = new ReceivedOption();

    @Option(names = "--strict", description = "Exit with 1 if anything was rejected.")
    private boolean strict;

    /**
     * One file and the result of decoding it.
     *
     * @param found whether the file could be read
     */
    record DecodedFile(Path file, Decoded decoded, boolean found) {

        DecodedFile(Path file, Decoded decoded) {
            this(file, decoded, true);
        }

        /** The exit code for all files: 69 if one could not be read, 1 if one has a rejected part. */
        static int exit(List<DecodedFile> files) {
            if (!files.stream().allMatch(DecodedFile::found)) {
                return ExitCode.UNAVAILABLE;
            }
            return files.stream().allMatch(file -> file.decoded().rejected().isEmpty()) ? ExitCode.OK : ExitCode.NO;
        }
    }

    @Override
    public Integer call() {
        var rules = policy.map(file -> new PolicyRules(
                policies().valid(file.toString(), InputFiles.read(file)),
                AwsSettings.home(terminal().environment())));
        var results = files.stream()
                .map(DecodeCommand::decode)
                .map(result -> identified(result, rules))
                .toList();
        if (json()) {
            terminal()
                    .print(Json.arr(results.stream().map(DecodeCommand::toJson).toList()));
        } else {
            results.forEach(result -> print(result, rules));
        }
        int exit = DecodedFile.exit(results);
        return exit == ExitCode.NO && !strict ? ExitCode.OK : exit;
    }

    /** An unreadable file is one rejection: the other files are decoded nevertheless. */
    static DecodedFile decode(Path file) {
        try {
            var payload = new Payload(InputFiles.read(file), headers(file));
            return new DecodedFile(file, KnownFormats.decoders().decode(payload));
        } catch (CommandError e) {
            return new DecodedFile(
                    file, Decoded.rejected("$", String.valueOf(e.getMessage())), e.exit() != ExitCode.UNAVAILABLE);
        } catch (JsonException e) {
            return new DecodedFile(file, Decoded.rejected("$", String.valueOf(e.getMessage())));
        }
    }

    private static DecodedFile identified(DecodedFile result, Optional<PolicyRules> rules) {
        var decoded = result.decoded();
        return rules.map(policy -> new DecodedFile(
                        result.file(),
                        new Decoded(
                                decoded.signals().stream().map(policy::identify).toList(),
                                decoded.rejected(),
                                decoded.ignored()),
                        result.found()))
                .orElse(result);
    }

    /** The rules for a signal, each with what stands against it. */
    private List<String> rules(Signal signal, PolicyRules rules) {
        var now = received.time().orElse(signal.time());
        return rules.route(signal).stream()
                .map(route -> "rule " + route.rule()
                        + route.untimely(signal.time(), now)
                                .map(why -> "; " + why)
                                .orElse(""))
                .toList();
    }

    private static Map<String, String> headers(Path file) throws JsonException {
        var sibling =
                file.resolveSibling(file.getFileName().toString().replaceFirst("\\.[^.]*$", "") + ".headers.json");
        if (!java.nio.file.Files.exists(sibling)) {
            return Map.of();
        }
        try {
            return View.of(Json.parse(java.nio.file.Files.readAllBytes(sibling), JsonLimits.DEFAULT))
                    .texts();
        } catch (IOException e) {
            throw new CommandError(ExitCode.UNAVAILABLE, sibling + ": cannot be read");
        }
    }

    private static Json.Obj toJson(DecodedFile result) {
        var decoded = result.decoded();
        return Json.obj()
                .with("file", result.file().toString())
                .with(
                        "signals",
                        Json.arr(decoded.signals().stream().map(SignalJson::of).toList()))
                .with(
                        "rejected",
                        Json.arr(decoded.rejected().stream()
                                .map(rejected -> Json.obj()
                                        .with("place", rejected.place())
                                        .with("reason", rejected.reason()))
                                .toList()))
                .with("ignored", Json.strings(decoded.ignored()));
    }

    private void print(DecodedFile result, Optional<PolicyRules> rules) {
        var colours = terminal().colours();
        terminal().print(colours.bold(result.file().toString()));
        for (var signal : result.decoded().signals()) {
            terminal()
                    .print(TerminalText.safe("  %s  %s  %s  %s  %s"
                            .formatted(signal.time(), signal.type(), signal.name(), signal.subject(), signal.id())));
            rules.ifPresent(policy ->
                    rules(signal, policy).forEach(line -> terminal().print(TerminalText.safe("    " + line))));
        }
        result.decoded()
                .rejected()
                .forEach(rejected ->
                        terminal().print(colours.red("  rejected  ") + TerminalText.safe(rejected.toString())));
        result.decoded()
                .ignored()
                .forEach(ignored -> terminal().print(colours.faint("  ignored  ") + TerminalText.safe(ignored)));
    }
}
