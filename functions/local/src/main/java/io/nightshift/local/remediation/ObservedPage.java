package io.nightshift.local.remediation;

import io.nightshift.console.ConsolePage;
import io.nightshift.console.ConsoleSources;
import io.nightshift.console.PageRequest;
import io.nightshift.console.page.PageText;
import io.nightshift.console.view.Block;
import io.nightshift.console.view.Cell;
import io.nightshift.console.view.PageBody;
import io.nightshift.local.report.BackgroundCount;
import io.nightshift.local.report.ComparedRun.Judgement;
import io.nightshift.local.report.ComparisonTally;
import io.nightshift.local.report.PeopleComparison;
import io.nightshift.report.RuleFigures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What rules that do not act would have done, beside what people did: the ledger's runs and the changes that it learned of. */
final class ObservedPage implements ConsolePage {

    private static final Duration WITHIN = Duration.ofMinutes(30);

    private record Counted(Optional<Instant> at, List<ComparisonTally> rules) {}

    private final BackgroundCount<Counted> counted;

    ObservedPage(ConsoleSources sources) {
        counted = new BackgroundCount<>(
                sources.host(), now -> count(sources, now), new Counted(Optional.empty(), List.of()));
    }

    private static Counted count(ConsoleSources sources, Instant now) {
        var runs = PeopleComparison.of(
                sources.ledger(),
                now.minus(RuleFigures.SPAN),
                Optional.empty(),
                List.of(),
                List.of(),
                WITHIN,
                read -> {});
        return new Counted(Optional.of(now), List.copyOf(ComparisonTally.of(runs)));
    }

    @Override
    public String path() {
        return "/observed";
    }

    @Override
    public String menu() {
        return "Observed";
    }

    @Override
    public Optional<PageBody> show(PageRequest request) {
        var now = counted.get();
        if (now.at().isEmpty()) {
            return Optional.of(PageBody.of(
                    "Observed", "The comparison of 30 days is being computed; reload in a moment.", List.of()));
        }
        var table = new Block.Table(
                "Rules that only observed or ran dry, in 30 days",
                List.of(
                        "Rule",
                        "Compared",
                        "People did the same",
                        "Nightshift first",
                        "By",
                        "People did something else",
                        "Recovered by itself",
                        "Automation did it",
                        "Undecided"),
                now.rules().stream().map(ObservedPage::row).toList(),
                "No rule would have acted in 30 days and did not.");
        return Optional.of(PageBody.of(
                "Observed",
                "What rules in the modes observe and dry-run would have done, beside what people did within %s, as of %s."
                        .formatted(PageText.span(WITHIN), PageText.time(now.at().get())),
                List.of(table)));
    }

    private static List<Cell> row(ComparisonTally rule) {
        return List.of(
                Cell.link(rule.rule(), "/console/runs?rule=" + PageText.url(rule.rule()) + "&time=30d"),
                Cell.number(rule.compared()),
                Cell.number(rule.judged(Judgement.AGREED)),
                Cell.number(rule.first()),
                Cell.of(rule.firstBy().map(PageText::span).orElse("")),
                Cell.number(rule.judged(Judgement.DID_SOMETHING_ELSE)),
                Cell.number(rule.judged(Judgement.RECOVERED)),
                Cell.number(rule.judged(Judgement.AUTOMATED)),
                Cell.number(rule.judged(Judgement.UNDECIDED)));
    }
}
