package io.nightshift.local.promotion;

import io.nightshift.console.ConsolePage;
import io.nightshift.console.ConsoleSources;
import io.nightshift.console.PageRequest;
import io.nightshift.console.view.Block;
import io.nightshift.console.view.Cell;
import io.nightshift.console.view.PageBody;
import io.nightshift.console.view.Tone;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.ledger.RunFilter;
import io.nightshift.core.run.Run;
import io.nightshift.promotion.PromotionPlaybook;
import io.nightshift.promotion.progress.PromotionProgress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Promotions in the console: version, stage, share of traffic, and what each waits for. */
final class PromotionsPage implements ConsolePage {

    private static final int PAGE = 50;

    private final ConsoleSources sources;

    PromotionsPage(ConsoleSources sources) {
        this.sources = sources;
    }

    @Override
    public String path() {
        return "/promotions";
    }

    @Override
    public String menu() {
        return "Promotions";
    }

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public Optional<PageBody> show(PageRequest request) {
        var page = sources.ledger().runs(RunFilter.ALL.playbook(PromotionPlaybook.NAME), request.field("from"), PAGE);
        var next =
                page.next().map(from -> "/console/promotions?from=" + url(from)).orElse("");
        long open = page.items().stream().filter(RunFilter::isOpen).count();
        var table = new Block.Table(
                "Promotions, the latest first",
                List.of("State", "Service", "Version", "Stage", "Share", "Since", "Reason", "Run"),
                page.items().stream().map(PromotionsPage::row).toList(),
                "No version was promoted yet.",
                next);
        return Optional.of(PageBody.of(
                "Promotions",
                open == 0
                        ? "No promotion is open."
                        : open == 1 ? "One promotion is open." : open + " promotions are open.",
                List.of(table)));
    }

    private static List<Cell> row(Run run) {
        var link = Cell.code(run.id().value())
                .leading("/console/runs/" + url(run.id().value()));
        try {
            var progress = PromotionProgress.of(run);
            return List.of(
                    Cell.badge(progress.phase(), Tone.of(run)),
                    Cell.of(run.rule()),
                    Cell.of(progress.name()),
                    Cell.of(progress.stage()),
                    Cell.number(progress.share()),
                    Cell.of(progress.since()),
                    Cell.of(progress.reason()),
                    link);
        } catch (JsonException e) {
            return List.of(
                    Cell.badge("unreadable", Tone.BAD),
                    Cell.of(run.rule()),
                    Cell.of(""),
                    Cell.of(""),
                    Cell.of(""),
                    Cell.time(run.startedAt()),
                    Cell.of("another version of Nightshift wrote it"),
                    link);
        }
    }

    private static String url(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
