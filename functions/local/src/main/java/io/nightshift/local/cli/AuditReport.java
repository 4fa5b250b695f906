package io.nightshift.local.cli;

import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Audit.Finding;
import io.nightshift.core.run.RunId;
import io.nightshift.text.Colours;
import io.nightshift.text.TerminalText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Prints the progress and the result of {@code audit verify}; it keeps only counts. */
abstract sealed class AuditReport {

    private static final int PROGRESS = 1_000;

    final Terminal terminal;
    long runs;
    long entries;
    long compared;
    private boolean whole = true;

    private AuditReport(Terminal terminal) {
        this.terminal = terminal;
    }

    final boolean whole() {
        return whole;
    }

    final void add(Finding finding) {
        runs++;
        entries += finding.entries();
        whole &= finding.whole();
        print(finding);
        if (runs % PROGRESS == 0 && terminal.colours() == Colours.ON) {
            terminal.err().print("\r%d runs, %d entries".formatted(runs, entries));
            terminal.err().flush();
        }
    }

    /** A run of the anchor was checked. */
    final void compared(RunId run, Optional<String> fault) {
        compared++;
        fault.ifPresent(why -> {
            whole = false;
            printFault(run, why);
        });
    }

    /** The anchor is invalid, or was altered. */
    final void notAnchored(String why) {
        whole = false;
        printNoAnchor(why);
    }

    abstract void print(Finding finding);

    abstract void printNoAnchor(String why);

    abstract void printFault(RunId run, String why);

    abstract void anchored(String root);

    abstract void end();

    static final class OfText extends AuditReport {
        private long uncovered;
        private long removed;
        private String anchor = "";

        OfText(Terminal terminal) {
            super(terminal);
        }

        @Override
        void print(Finding finding) {
            finding.faults().forEach(fault -> printFault(finding.run(), fault));
            if (finding.whole()
                    && finding.notes().stream().anyMatch(note -> note.startsWith("its state is not covered"))) {
                uncovered++;
            } else if (finding.whole() && !finding.notes().isEmpty()) {
                removed++;
            }
        }

        @Override
        void printFault(RunId run, String why) {
            terminal.print(terminal.colours().red("broken") + "  " + TerminalText.safe(run + "  " + why));
        }

        @Override
        void anchored(String root) {
            anchor = root;
        }

        @Override
        void printNoAnchor(String why) {
            terminal.print(terminal.colours().red("broken") + "  " + TerminalText.safe(why));
        }

        @Override
        void end() {
            if (terminal.colours() == Colours.ON && runs >= PROGRESS) {
                terminal.err().println();
            }
            if (uncovered > 0) {
                terminal.print(
                        "%d runs have a state that is not covered: their newest entry is from before version 0.1.0"
                                .formatted(uncovered));
            }
            if (removed > 0) {
                terminal.print("%d runs are gone: retention removed them, or did before it wrote that down"
                        .formatted(removed));
            }
            if (!anchor.isEmpty()) {
                terminal.print("%d runs compared with the anchor %s".formatted(compared, anchor));
            }
            terminal.print("%d runs, %d entries: %s".formatted(runs, entries, whole() ? "whole" : "BROKEN"));
        }
    }

    static final class OfJson extends AuditReport {
        private String between = "{\"runs\":[\n";
        private Json.Obj anchor = Json.Obj.EMPTY;
        private final List<Json> faults = new ArrayList<>();

        OfJson(Terminal terminal) {
            super(terminal);
        }

        @Override
        void print(Finding finding) {
            terminal.out().print(between + toJson(finding).text());
            between = ",\n";
        }

        private static Json.Obj toJson(Finding finding) {
            return Json.obj()
                    .with("run", finding.run().value())
                    .with("entries", finding.entries())
                    .with("whole", finding.whole())
                    .with("faults", Json.strings(finding.faults()))
                    .with("notes", Json.strings(finding.notes()));
        }

        @Override
        void printFault(RunId run, String why) {
            faults.add(Json.obj().with("run", run.value()).with("fault", why));
        }

        @Override
        void anchored(String root) {
            anchor = Json.obj().with("root", root).with("runs", compared).with("faults", Json.arr(faults));
        }

        @Override
        void printNoAnchor(String why) {
            anchor = Json.obj().with("problem", why).with("runs", compared).with("faults", Json.arr(faults));
        }

        @Override
        void end() {
            var rest = Json.obj();
            if (!anchor.equals(Json.Obj.EMPTY)) {
                rest = rest.with("anchor", anchor);
            }
            var begun = runs == 0 ? "{\"runs\":[" : "";
            terminal.print(begun + "\n]," + rest.with("whole", whole()).text().substring(1));
        }
    }
}
