package io.nightshift.local.cli;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.decode.Image;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.local.host.FirstVersion;
import io.nightshift.local.host.FirstVersion.Begun;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.digest.DigestLedger;
import io.nightshift.text.TerminalText;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "begin",
        mixinStandardHelpOptions = true,
        description = "Give the nginx upstreams of a service their first version, with all of their traffic,"
                + " or start the version again that serves and has ended.",
        footer = {
            "",
            "No promotion: no gate is asked but the quarantine, and the ledger has it in the log of promotions' book.",
            "The first promotion goes back to this version. The shares of an upstream that is there stay as they are.",
            "Start nginx after a first version, or tell it to read its configuration.",
            "",
            "Environment: NIGHTSHIFT_NGINX_FOLDER, and the connections of docs/cli.md.",
            "",
            "Examples:",
            "  nightshift begin shop registry.example/shop/web:v1 --as alice"
        })
final class BeginCommand extends BaseCommand {

    @Mixin
    private LedgerOption ledger = new LedgerOption();

    @Mixin
    private PolicyOption policy = new PolicyOption();

    @Parameters(index = "0", paramLabel = "SERVICE", description = "A service of the policy's promotions.")
    private String service = "";

    @Parameters(index = "1", paramLabel = "IMAGE", description = "HOST/PATH with :TAG or @DIGEST; without: latest.")
    private String image = "";

    @Option(names = "--as", paramLabel = "NAME", description = "Who does it (default: $USER).")
    private Optional<String> by = Optional.empty();

    @Override
    public Integer call() {
        var rules = policy.read(terminal());
        var asked = PromoteCommand.asked(PromoteCommand.named(rules, service), image);
        try (var open = ledger.open(terminal())) {
            var first = FirstVersion.of(settings(rules), rules, host());
            var digest = first.digest(asked.image(), asked.toJson());
            var book = new DigestLedger(open, terminal().clock(), rules.hash());
            refuseQuarantined(book, asked.image().name(), digest);
            var begun = begin(first, book, asked.image(), digest);
            if (begun.isNothing()) {
                throw new CommandError(ExitCode.NO, TerminalText.safe(nothing(first)));
            }
            print(first, begun, digest);
            return ExitCode.OK;
        } catch (CallFailed e) {
            throw new CommandError(
                    ExitCode.UNAVAILABLE, TerminalText.safe(e.problem().message()));
        } catch (JsonException e) {
            throw new IllegalStateException("the plan of a service cannot be read", e);
        }
    }

    private String nothing(FirstVersion first) throws CallFailed {
        var ended = first.ended(service);
        return "no nginx:upstream of " + service + " is without a version"
                + (ended.isEmpty()
                        ? ""
                        : "; another one serves, and " + String.join("; ", ended)
                                + "; to change it: nightshift promote " + service + " " + image);
    }

    private void print(FirstVersion first, Begun begun, String digest) {
        if (json()) {
            terminal()
                    .print(Json.obj()
                            .with("service", service)
                            .with("digest", digest)
                            .with("upstreams", Json.strings(begun.begun()))
                            .with("restarted", Json.strings(begun.restarted())));
            return;
        }
        begun.begun().forEach(upstream -> say(upstream + ": all traffic to " + Rollout.brief(digest)));
        begun.restarted().forEach(upstream -> say(upstream + ": " + Rollout.brief(digest) + " was started again"));
        if (!begun.begun().isEmpty()) {
            say("Start nginx, or tell it: " + first.reloadCommand());
        }
    }

    private void say(String line) {
        terminal().print(TerminalText.safe(line));
    }

    private static void refuseQuarantined(DigestLedger book, String name, String digest) {
        book.quarantined(name, digest).ifPresent(held -> {
            throw new CommandError(
                    ExitCode.NO,
                    TerminalText.safe("%s is in quarantine since %s: %s; nightshift release %s@%s lets it go"
                            .formatted(Rollout.brief(digest), held.since(), held.because(), name, digest)));
        });
    }

    /** Logged before and after: the ledger then shows what a dead process left unfinished. */
    private Begun begin(FirstVersion first, DigestLedger book, Image image, String digest)
            throws CallFailed, JsonException {
        var about =
                Json.obj().with("service", service).with("image", image.name()).with("digest", digest);
        book.note("first-version-asked", about.with("by", terminal().who(by)));
        try {
            var begun = first.begin(service, image, digest);
            if (begun.isNothing()) {
                book.note("first-version-not-needed", about.with("upstreams", Json.arr(List.of())));
            }
            note(book, "first-version-begun", about, begun.begun());
            note(book, "restarted", about.with("because", "it serves and had ended"), begun.restarted());
            return begun;
        } catch (CallFailed e) {
            book.note("first-version-failed", about.with("because", e.problem().message()));
            throw e;
        }
    }

    private static void note(DigestLedger book, String kind, Json.Obj about, List<String> upstreams) {
        if (!upstreams.isEmpty()) {
            book.note(kind, about.with("upstreams", Json.strings(upstreams)));
        }
    }
}
