package io.nightshift.local.cli;

import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Prove what the ledger says.",
        footer = {
            "",
            "Examples:",
            "  nightshift audit verify",
            "  nightshift audit verify remediation-3f9c2a1b7d4e --json"
        })
final class AuditCommand extends Command {

    @Mixin
    private LedgerOption ledger = new LedgerOption();

    enum Deed {
        VERIFY
    }

    @Parameters(index = "0", paramLabel = "verify", description = "Check that no entry was altered, dropped or put in.")
    @SuppressWarnings("UnusedVariable") // the only deed there is; picocli refuses any other word
    private Deed deed = Deed.VERIFY;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "RUN", description = "Only these runs (default: all).")
    private List<String> runs = new ArrayList<>();

    @Override
    public Integer call() {
        try (var open = ledger.openExisting(terminal())) {
            var ids = runs.isEmpty() ? all(open) : runs.stream().map(RunId::new).toList();
            var findings = ids.stream().map(id -> Audit.verify(open, id)).toList();
            boolean whole = findings.stream().allMatch(Audit.Finding::whole);
            if (json()) {
                terminal()
                        .print(Json.obj()
                                .with("whole", whole)
                                .with(
                                        "runs",
                                        Json.arr(findings.stream()
                                                .map(AuditCommand::toJson)
                                                .toList())));
            } else {
                findings.forEach(this::print);
                long entries =
                        findings.stream().mapToLong(Audit.Finding::entries).sum();
                terminal()
                        .print("%d runs, %d entries: %s"
                                .formatted(findings.size(), entries, whole ? "whole" : "BROKEN"));
            }
            return whole ? Exit.OK : Exit.NO;
        }
    }

    private static List<RunId> all(Ledger ledger) {
        var ids = new ArrayList<RunId>();
        Optional<String> from = Optional.empty();
        do {
            var page = ledger.runs(from, 200);
            page.items().stream().map(Run::id).forEach(ids::add);
            from = page.next();
        } while (from.isPresent());
        return ids;
    }

    private static Json.Obj toJson(Audit.Finding finding) {
        return Json.obj()
                .with("run", finding.run().value())
                .with("entries", finding.entries())
                .with("whole", finding.whole())
                .with("faults", Json.strings(finding.faults()));
    }

    private void print(Audit.Finding finding) {
        var colours = terminal().colours();
        finding.faults()
                .forEach(fault -> terminal().print(colours.red("broken") + "  " + finding.run() + "  " + fault));
    }
}
