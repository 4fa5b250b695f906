package io.nightshift.local.promotion;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.local.cli.ActorOption;
import io.nightshift.local.cli.BaseCommand;
import io.nightshift.local.cli.CommandError;
import io.nightshift.local.cli.ExitCode;
import io.nightshift.local.cli.LedgerOption;
import io.nightshift.promotion.digest.DigestLedger;
import io.nightshift.promotion.progress.PromotionProgress;
import io.nightshift.text.TerminalText;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = "Take a digest out of quarantine, so that it can be promoted again.",
        footer = {
            "",
            "Of a service: the one digest that its promotions left in quarantine.",
            "",
            "Examples:",
            "  nightshift release shop-web --as alice --reason 'the database was at fault'",
            "  nightshift release 111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop/web@sha256:9f86d081… --reason 'a false alarm'"
        })
final class ReleaseCommand extends BaseCommand {

    /** The number of a service's promotions that are searched for digests in quarantine. */
    private static final int RECENT = 200;

    @Mixin
    private LedgerOption ledger = new LedgerOption();

    @Parameters(paramLabel = "SERVICE|IMAGE@DIGEST", description = "A service, or a digest as its image's name with @.")
    private String what = "";

    @Mixin
    private ActorOption by = new ActorOption();

    @Option(names = "--reason", required = true, description = "Why; goes into the ledger.")
    private String reason = "";

    /** One digest of one image. */
    private record Held(String image, String digest) {
        @Override
        public String toString() {
            return image + "@" + digest;
        }
    }

    @Override
    public Integer call() {
        try (var open = ledger.openExisting(terminal())) {
            var digests = new DigestLedger(open, terminal().clock(), "");
            var held = what.contains("@") ? named() : ofService(open, digests);
            boolean released = digests.release(held.image(), held.digest(), by.name(terminal()), reason);
            if (json()) {
                terminal()
                        .print(Json.obj()
                                .with("image", held.image())
                                .with("digest", held.digest())
                                .with("released", released));
            } else {
                terminal().print(TerminalText.safe(held + (released ? " is released" : " is not in quarantine")));
            }
            return released ? ExitCode.OK : ExitCode.NO;
        }
    }

    private Held named() {
        var reference = ImageReference.of(what);
        return new Held(reference.image().name(), reference.digest());
    }

    private Held ofService(Ledger open, DigestLedger digests) {
        var held = quarantined(open, digests);
        if (held.isEmpty()) {
            throw new CommandError(ExitCode.NO, "no digest of " + what + " is in quarantine");
        }
        if (held.size() > 1) {
            throw new CommandError(
                    ExitCode.NO,
                    "several digests of " + what + " are in quarantine; name one of them: "
                            + held.stream().map(Held::toString).collect(Collectors.joining(", ")));
        }
        return held.iterator().next();
    }

    private Set<Held> quarantined(Ledger open, DigestLedger digests) {
        var held = new LinkedHashSet<Held>();
        for (var run : new PromotionRuns(open).latest(one -> one.rule().equals(what), RECENT)) {
            try {
                var line = PromotionProgress.of(run);
                if (!line.digest().isEmpty()
                        && digests.quarantined(line.image(), line.digest()).isPresent()) {
                    held.add(new Held(line.image(), line.digest()));
                }
            } catch (JsonException e) {
                terminal().complain(TerminalText.safe(run.id() + " cannot be read: " + e.getMessage()));
            }
        }
        return held;
    }
}
