package io.nightshift.local.cli;

import io.nightshift.local.host.LocalHost;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        description = "Take a promotion that is open back, on every target that it touched, and quarantine its digest.",
        footer = {
            "",
            "One that is over is undone by promoting the version before: nightshift promotions shows it.",
            "",
            "Examples:",
            "  nightshift rollback shop-web --as alice --reason 'customers see errors'"
        })
final class RollbackCommand extends Command {

    @Mixin
    private LedgerOption ledger = new LedgerOption();

    @Mixin
    private PolicyOption policy = new PolicyOption();

    @Parameters(paramLabel = "SERVICE", description = "The service, or the id of a promotion's run.")
    private String service = "";

    @Option(names = "--as", paramLabel = "NAME", description = "Who says so (default: $USER).")
    private Optional<String> by = Optional.empty();

    @Option(names = "--reason", required = true, description = "Why; goes into the ledger and to the quarantine.")
    private String reason = "";

    @Override
    public Integer call() {
        try (var open = ledger.openExisting(terminal())) {
            var run = new PromotionRuns(open).open(service);
            var engine = LocalHost.engine(open, (id, name, at) -> {}, settings(policy.read(terminal())), host());
            var handled = engine.command(run.id(), "rollback", terminal().who(by), reason);
            return new Answered(handled, LedgerOption.find(open, run.id().value())).print(terminal(), json());
        }
    }
}
