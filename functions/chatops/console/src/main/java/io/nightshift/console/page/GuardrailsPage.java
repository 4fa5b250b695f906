package io.nightshift.console.page;

import io.nightshift.console.ConsolePage;
import io.nightshift.console.ConsoleSources;
import io.nightshift.console.PageRequest;
import io.nightshift.console.Role;
import io.nightshift.console.view.Block;
import io.nightshift.console.view.Block.Button;
import io.nightshift.console.view.Cell;
import io.nightshift.console.view.PageBody;
import io.nightshift.console.view.Tone;
import io.nightshift.core.guard.Freeze;
import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.guard.RateBudget;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.Run;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What holds acts back: pauses, breakers, budgets, locks, and the calendar of freezes. */
public final class GuardrailsPage implements ConsolePage {

    private static final int MOST_RUNS = 100;

    private final ConsoleSources sources;

    public GuardrailsPage(ConsoleSources sources) {
        this.sources = sources;
    }

    @Override
    public String path() {
        return "/guardrails";
    }

    @Override
    public String menu() {
        return "Guardrails";
    }

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public Optional<PageBody> show(PageRequest request) {
        var policy = sources.policy().get();
        boolean operates = request.visitor().role().includes(Role.OPERATOR);
        var held = HeldScopes.of(sources, request.now());
        var blocks = new ArrayList<Block>();
        request.field("done").ifPresent(said -> blocks.add(new Block.Notice(Tone.LIVE, said)));
        if (operates) {
            boolean all = held.stream().anyMatch(one -> one.scope().equals("all"));
            blocks.add(new Block.Buttons(List.of(
                    all
                            ? new Button("Resume everything", "/console/switch?what=resume&scope=all", Tone.LIVE)
                            : new Button("Pause everything", "/console/switch?what=pause&scope=all", Tone.WARN))));
        }
        blocks.add(new Block.Heading("Held back now", ""));
        blocks.add(HeldScopes.table(held, operates));
        blocks.add(new Block.Heading("Budgets", "acts that each rule has left"));
        blocks.add(budgets(policy, request.now(), operates));
        blocks.add(new Block.Heading("Resources that runs hold", ""));
        blocks.add(locks());
        blocks.add(new Block.Heading("Freeze calendar", ""));
        blocks.add(freezes(policy, request.now()));
        var lead = held.isEmpty()
                ? "Nothing is held back."
                : PageText.plural(held.size(), "thing is held back.", "things are held back.");
        return Optional.of(PageBody.of("Guardrails", lead, blocks));
    }

    private Block budgets(Policy policy, Instant now, boolean operates) {
        var rules = new PolicyRules(policy);
        var names = policy.names();
        var keys = new TreeSet<String>();
        names.forEach(name -> keys.addAll(RateBudget.keys(name)));
        var marks = new HashMap<String, Json.Obj>();
        sources.ledger().markers(keys).forEach((key, mark) -> marks.put(key, mark.value()));
        var rows = new ArrayList<List<Cell>>();
        for (var name : names) {
            rules.settings(name, "")
                    .ifPresent(settings -> rows.add(
                            row(name, settings, RateBudget.used(name, settings.rate(), marks, now), operates)));
        }
        return new Block.Table(
                "Budgets",
                List.of("Rule", "Mode", "Acts left", "Of", "Window", "Cool-down", "Breaker opens", "Approval", "Pause"),
                rows,
                "The policy has no rules with budgets.");
    }

    private static List<Cell> row(String name, GuardrailSettings settings, int used, boolean operates) {
        int left = Math.max(0, settings.rate().times() - used);
        return List.of(
                Cell.of(name),
                Cell.badge(PageText.words(settings.mode().name()).replace(' ', '-'), mode(settings)),
                left == 0 ? Cell.badge("0", Tone.BAD) : Cell.number(left),
                Cell.number(settings.rate().times()),
                Cell.of(PageText.span(settings.rate().window())),
                Cell.of(PageText.span(settings.coolDown())),
                Cell.of("after " + settings.breaker().failures() + " in "
                        + PageText.span(settings.breaker().window())),
                Cell.of(settings.approval()
                        .map(asked -> asked.needed() + " of " + String.join(", ", asked.approvers()))
                        .orElse("none")),
                operates
                        ? Cell.link("Pause", "/console/switch?what=pause&scope=" + PageText.url("rule/" + name))
                        : Cell.of(""));
    }

    private static Tone mode(GuardrailSettings settings) {
        return switch (settings.mode()) {
            case ACT -> Tone.LIVE;
            case DRY_RUN, OBSERVE -> Tone.CALM;
        };
    }

    private Block locks() {
        var rows = sources.ledger().open(Optional.empty(), MOST_RUNS).items().stream()
                .flatMap(run -> locks(run).stream()
                        .map(resource -> List.of(Cell.of(resource), Cell.of(run.rule()), RunTable.link(run))))
                .toList();
        return new Block.Table("Locks", List.of("Resource", "Rule", "Run"), rows, "No run holds a resource.");
    }

    private static Set<String> locks(Run run) {
        var resources = new TreeSet<String>();
        run.held().stream()
                .filter(key -> key.startsWith("lock/"))
                .forEach(key -> resources.add(key.substring("lock/".length())));
        return resources;
    }

    private static Block freezes(Policy policy, Instant now) {
        var rows = new ArrayList<List<Cell>>();
        policy.freezeCalendars()
                .forEach((calendar, freezes) -> freezes.forEach(freeze -> rows.add(List.of(
                        Cell.of(calendar),
                        Cell.of(freeze.name()),
                        Cell.of(words(freeze)),
                        freeze.activeUntil(now)
                                .map(until -> Cell.badge("frozen until " + PageText.time(until), Tone.LIVE))
                                .orElse(Cell.of("not now"))))));
        return new Block.Table(
                "Freezes", List.of("Calendar", "Freeze", "When", "State"), rows, "The policy has no freeze calendar.");
    }

    private static String words(Freeze freeze) {
        return switch (freeze) {
            case Freeze.Once once -> once.from() + " to " + once.to() + " " + once.zone();
            case Freeze.Weekly weekly ->
                "every week, %s %s to %s %s, %s"
                        .formatted(
                                PageText.words(weekly.fromDay().name()),
                                weekly.from(),
                                PageText.words(weekly.toDay().name()),
                                weekly.to(),
                                weekly.zone());
        };
    }
}
