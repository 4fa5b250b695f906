package io.nightshift.local.promotion;

import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.local.cli.ActorOption;
import io.nightshift.local.cli.BaseCommand;
import io.nightshift.local.cli.CommandError;
import io.nightshift.local.cli.ExitCode;
import io.nightshift.local.cli.LedgerOption;
import io.nightshift.local.cli.PolicyOption;
import io.nightshift.promotion.digest.DigestLedger;
import io.nightshift.promotion.digest.RollbackRequest;
import io.nightshift.text.TerminalText;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        description =
                "Take a promotion that is open back, on every target that it touched, and quarantine its digest; where it goes back already, try it again now.",
        footer = {
            "",
            "Where none is open and the last one's digest is in quarantine, the service goes back to its latest proven",
            "version (or what served before), and the share that was left over is taken away. Else what is over is undone",
            "by promoting the version before: nightshift promotions shows it.",
            "",
            "Examples:",
            "  nightshift rollback shop-web --as alice --reason 'customers see errors'"
        })
final class RollbackCommand extends BaseCommand {

    @Mixin
    private LedgerOption ledger = new LedgerOption();

    @Mixin
    private PolicyOption policy = new PolicyOption();

    @Parameters(paramLabel = "SERVICE", description = "The service, or the id of a promotion's run.")
    private String service = "";

    @Mixin
    private ActorOption by = new ActorOption();

    @Option(names = "--reason", required = true, description = "Why; goes into the ledger and to the quarantine.")
    private String reason = "";

    @Override
    public Integer call() {
        var rules = policy.read(this);
        try (var open = ledger.openExisting(terminal())) {
            var runs = new PromotionRuns(open);
            var engine = engine(open, rules);
            var run = runs.find(service);
            if (run.isPresent()) {
                var handled = engine.command(run.get().id(), "rollback", by.name(terminal()), reason);
                return result(
                                handled,
                                Optional.empty(),
                                LedgerOption.find(open, run.get().id().value()))
                        .print(terminal(), json());
            }
            var image = PromoteCommand.named(rules, service).image();
            var handled = engine.handle(request(
                    new RollbackRequest(new DigestLedger(open, terminal().clock(), ""), service, image), runs));
            var first = handled.getFirst();
            var begun = first.run().orElseThrow(() -> new CommandError(ExitCode.NO, TerminalText.safe(first.detail())));
            return result(first, Optional.empty(), LedgerOption.find(open, begun.value()))
                    .print(terminal(), json());
        }
    }

    private Signal.Request request(RollbackRequest back, PromotionRuns runs) {
        var last = runs.latest(run -> run.rule().equals(service), 1).stream()
                .filter(back::isFor)
                .findFirst()
                .orElseThrow(() -> refusal("no promotion of " + service
                        + " is open, and the digest of the last one is not in quarantine; to go back:"));
        var digest = back.digest(last)
                .orElseThrow(() -> refusal("no version of " + service + " is known that was good; name one:"));
        var now = terminal().clock().instant();
        var who = by.name(terminal());
        var id = new SignalId("rollback " + service + " by " + who + " at " + now);
        return back.to(
                digest, new Signal.Header(id, "nightshift.cli", now, last.key().subject(), Map.of()), who, reason);
    }

    private CommandError refusal(String why) {
        return new CommandError(
                ExitCode.NO, TerminalText.safe(why + " nightshift promote " + service + " IMAGE@DIGEST"));
    }
}
