package io.nightshift.console.page;

import io.nightshift.console.ConsolePage;
import io.nightshift.console.ConsoleSources;
import io.nightshift.console.PageRequest;
import io.nightshift.console.view.PageBody;
import io.nightshift.core.ledger.RunFilter;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds a run by its id, and newer runs by rule, subject or reason. */
public final class SearchPage implements ConsolePage {

    private static final int MOST = 500;

    private final ConsoleSources sources;

    public SearchPage(ConsoleSources sources) {
        this.sources = sources;
    }

    @Override
    public String path() {
        return "/search";
    }

    @Override
    public String menu() {
        return "";
    }

    @Override
    public Optional<PageBody> show(PageRequest request) {
        var wanted = request.field("q").orElse("");
        var run = wanted.isEmpty() ? Optional.<Run>empty() : sources.ledger().run(new RunId(wanted));
        if (run.isPresent()) {
            return Optional.of(new PageBody(
                    303, "", "/console/runs/" + PageText.url(run.get().id().value()), List.of()));
        }
        var low = wanted.toLowerCase(Locale.ROOT);
        var page = sources.ledger().runs(RunFilter.ALL, request.field("from"), MOST);
        var found = page.items().stream()
                .filter(one -> !low.isEmpty() && text(one).contains(low))
                .toList();
        var next = page.next()
                .filter(from -> !low.isEmpty())
                .map(from -> "/console/search?q=" + PageText.url(wanted) + "&from=" + PageText.url(from))
                .orElse("");
        return Optional.of(PageBody.of(
                "Search",
                low.isEmpty()
                        ? "Type a run, a rule or a resource above."
                        : "%s among %d runs."
                                .formatted(
                                        PageText.plural(found.size(), "match", "matches"),
                                        page.items().size()),
                List.of(RunTable.of("Matches", found, "No run fits among these.", next))));
    }

    private static String text(Run run) {
        return String.join(
                        "\n",
                        run.id().value(),
                        run.rule(),
                        run.key().subject().toString(),
                        run.environment(),
                        run.reason())
                .toLowerCase(Locale.ROOT);
    }
}
