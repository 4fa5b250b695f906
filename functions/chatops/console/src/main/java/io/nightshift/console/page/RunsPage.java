package io.nightshift.console.page;

import io.nightshift.console.ConsolePage;
import io.nightshift.console.ConsoleSources;
import io.nightshift.console.PageRequest;
import io.nightshift.console.view.Block;
import io.nightshift.console.view.Block.Choice;
import io.nightshift.console.view.Block.Field;
import io.nightshift.console.view.PageBody;
import io.nightshift.console.view.Tone;
import io.nightshift.core.ledger.RunFilter;
import io.nightshift.core.run.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** All runs, the latest first, by filters and in pages. */
public final class RunsPage implements ConsolePage {

    private static final int PAGE = 50;
    private static final Map<String, Duration> SPANS =
            Map.of("1d", Duration.ofDays(1), "7d", Duration.ofDays(7), "30d", Duration.ofDays(30));
    private static final List<String> FIELDS = List.of("state", "playbook", "rule", "time");

    private final ConsoleSources sources;

    public RunsPage(ConsoleSources sources) {
        this.sources = sources;
    }

    @Override
    public String path() {
        return "/runs";
    }

    @Override
    public String menu() {
        return "Runs";
    }

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public Optional<PageBody> show(PageRequest request) {
        if (!request.rest().isEmpty()) {
            return Optional.empty();
        }
        var page = sources.ledger().runs(filter(request), request.field("from"), PAGE);
        var rows = RunTable.of(
                "Runs, the latest first",
                page.items(),
                page.next().isPresent()
                        ? "No run in this part of the ledger fits; older ones may."
                        : "No run fits. Choose a longer time or another state.",
                page.next().map(next -> address(request, next)).orElse(""));
        var lead = page.items().isEmpty()
                ? "No run is shown."
                : PageText.plural(page.items().size(), "run", "runs")
                        + (page.next().isPresent() ? " on this page, more are older." : ", and no older one.");
        return Optional.of(PageBody.of("Runs", lead, List.of(form(request), rows)));
    }

    private static RunFilter filter(PageRequest request) {
        var filter = RunFilter.ALL;
        var state = request.field("state").orElse("");
        for (var outcome : Outcome.values()) {
            filter = outcome.name().equals(state) ? filter.outcome(outcome) : filter;
        }
        if (state.equals("open") || state.equals("ended")) {
            filter = filter.open(state.equals("open"));
        }
        if (request.field("playbook").isPresent()) {
            filter = filter.playbook(request.field("playbook").get());
        }
        if (request.field("rule").isPresent()) {
            filter = filter.rule(request.field("rule").get());
        }
        var span = Optional.ofNullable(SPANS.get(request.field("time").orElse("")));
        return span.isPresent() ? filter.since(request.now().minus(span.get())) : filter;
    }

    private static String address(PageRequest request, String next) {
        var kept = FIELDS.stream()
                .flatMap(name -> request.field(name).map(value -> name + "=" + PageText.url(value)).stream())
                .collect(Collectors.joining("&"));
        return "/console/runs?" + (kept.isEmpty() ? "" : kept + "&") + "from=" + PageText.url(next);
    }

    private Block form(PageRequest request) {
        var states = new ArrayList<>(
                List.of(new Choice("", "Any state"), new Choice("open", "Open"), new Choice("ended", "Ended")));
        for (var outcome : Outcome.values()) {
            states.add(new Choice(outcome.name(), PageText.words(outcome.name())));
        }
        var playbooks = new ArrayList<>(List.of(new Choice("", "Any playbook")));
        HeldScopes.scopes(sources.policy().get()).stream()
                .filter(scope -> scope.startsWith("playbook/"))
                .map(scope -> scope.substring("playbook/".length()))
                .forEach(name -> playbooks.add(new Choice(name, name)));
        return new Block.Form(
                "get",
                "/console/runs",
                List.of(
                        Field.choice("state", "State", request.field("state").orElse(""), states),
                        Field.choice(
                                "playbook",
                                "Playbook",
                                request.field("playbook").orElse(""),
                                playbooks),
                        Field.choice("time", "Time", request.field("time").orElse(""), times()),
                        Field.text("rule", "Rule", request.field("rule").orElse(""))),
                "Show",
                Tone.CALM,
                "");
    }

    private static List<Choice> times() {
        return List.of(
                new Choice("", "All time"),
                new Choice("1d", "24 hours"),
                new Choice("7d", "7 days"),
                new Choice("30d", "30 days"));
    }
}
