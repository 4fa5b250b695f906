package io.nightshift.chat.command;

import io.nightshift.chat.message.PlainText;
import io.nightshift.core.engine.MarkLog;
import io.nightshift.core.guard.MarkKeys;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Approval;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.Status;
import io.nightshift.policy.Person;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The commands about runs, which every host has. */
public final class RunVerbs {

    private static final int RUNS = 15;
    private static final int MOST_PAGES = 20;
    private static final int PAGE = 100;
    private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,3})([mhd])");
    private static final Pattern SCOPE = Pattern.compile("all|playbook/\\S+|rule/\\S+|resource/[^/\\s]+/\\S+");
    private static final Duration LONGEST_PAUSE = Duration.ofDays(31);

    private final Ledger ledger;
    private final RunControl control;
    private final InstantSource clock;
    private final Function<Run, List<String>> story;

    /** @param story tells a run, the oldest line first */
    public RunVerbs(Ledger ledger, RunControl control, InstantSource clock, Function<Run, List<String>> story) {
        this.ledger = ledger;
        this.control = control;
        this.clock = clock;
        this.story = story;
    }

    public List<ChatVerb> all() {
        return List.of(
                NamedVerb.reading(
                        "status", "- what is open, what waits for an answer, what is paused", (it, who) -> status()),
                NamedVerb.reading("runs", "- the latest runs", (it, who) -> runs()),
                NamedVerb.reading("show", "RUN - the story of a run", (it, who) -> about(it, this::show)),
                NamedVerb.reading("explain", "RUN - why a run did what it did", (it, who) -> about(it, this::explain)),
                NamedVerb.reading("approve", "RUN PLAN - agree to the plan; PLAN is its whole hash", this::approve),
                NamedVerb.reading("reject", "RUN PLAN [REASON] - answer no", this::reject),
                NamedVerb.reading("extend", "RUN PLAN - let the question stand longer", this::extend),
                NamedVerb.changing("abort", "RUN [REASON] - stop a run", this::abort),
                NamedVerb.changing(
                        "pause", "2h [all|rule/NAME|resource/KIND/NAME] [REASON] - act on nothing", this::pause),
                NamedVerb.changing("resume", "[all|rule/NAME|resource/KIND/NAME] - end a pause", this::resume));
    }

    private ChatReply status() {
        var open = latest(run -> run.status() != Status.FINISHED, RUNS);
        var waiting = open.stream().filter(run -> question(run).isPresent()).toList();
        var lines = new ArrayList<String>();
        var paused = paused();
        lines.add(paused.map(why -> "Everything is paused: " + why).orElse("Nothing is paused as a whole."));
        lines.add(open.size() + (open.size() == RUNS ? " or more" : "") + " runs are open, " + waiting.size()
                + " of them ask.");
        open.forEach(run -> lines.add(line(run)));
        return ChatReply.of(lines);
    }

    private Optional<String> paused() {
        var key = MarkKeys.pause("all");
        var mark = ledger.marker(key);
        var value = View.of(mark.value());
        try {
            if (mark.value().members().isEmpty()) {
                return Optional.empty();
            }
            var until = value.at("until");
            if (until.exists() && !until.instant().isAfter(clock.instant())) {
                return Optional.empty();
            }
            return Optional.of("by " + value.at("by").textOr("somebody") + ", "
                    + value.at("reason").textOr("") + (until.exists() ? ", until " + until.text() : ""));
        } catch (JsonException e) {
            return Optional.of("the switch cannot be read");
        }
    }

    private ChatReply runs() {
        var runs = latest(run -> true, RUNS);
        return runs.isEmpty()
                ? ChatReply.of("There is no run.")
                : ChatReply.of(runs.stream().map(RunVerbs::line).toList());
    }

    private List<Run> latest(Function<Run, Boolean> which, int most) {
        var found = new ArrayList<Run>();
        Optional<String> from = Optional.empty();
        for (int page = 0; page < MOST_PAGES && found.size() < most; page++) {
            var runs = ledger.runs(from, PAGE);
            runs.items().stream()
                    .filter(run -> !MarkLog.isLog(run) && which.apply(run))
                    .limit(most - found.size())
                    .forEach(found::add);
            from = runs.next();
            if (from.isEmpty()) {
                break;
            }
        }
        return found;
    }

    private static String line(Run run) {
        return "%s  %s  %s  %s%s"
                .formatted(
                        run.id(),
                        run.rule(),
                        run.key().subject().label(),
                        run.outcome().map(Outcome::name).orElse(run.status().name()),
                        question(run).map(asked -> "  asks: " + asked.plan()).orElse(""));
    }

    private static Optional<Approval> question(Run run) {
        return run.approval().filter(open -> !open.granted() && run.status() != Status.FINISHED);
    }

    private ChatReply about(ChatCommand command, Function<Run, ChatReply> then) {
        if (command.arguments().isEmpty()) {
            return ChatReply.refused("Which run? /nightshift " + command.name() + " RUN; /nightshift runs lists them.");
        }
        var run = ledger.run(new RunId(command.arguments().getFirst())).filter(found -> !MarkLog.isLog(found));
        return run.map(then).orElseGet(() -> ChatReply.refused("There is no such run; /nightshift runs lists them."));
    }

    private ChatReply show(Run run) {
        var lines = new ArrayList<String>();
        lines.add(line(run));
        var told = story.apply(run);
        lines.addAll(told.subList(Math.max(0, told.size() - 30), told.size()));
        question(run).ifPresent(asked -> lines.add("Answer: /nightshift approve " + run.id() + " " + asked.planHash()));
        return ChatReply.of(lines);
    }

    private ChatReply explain(Run run) {
        var lines = new ArrayList<String>();
        lines.add(line(run));
        ledger.entries(run.id()).stream()
                .filter(entry -> Set.of("judged", "refused", "tell", "finished").contains(entry.kind()))
                .flatMap(entry -> why(entry).stream())
                .forEach(lines::add);
        return ChatReply.of(lines);
    }

    private static Optional<String> why(Entry entry) {
        var body = View.of(entry.body());
        try {
            var said = new ArrayList<String>();
            for (var name : List.of("sentence", "title", "outcome", "reason")) {
                body.at(name).optionalText().ifPresent(said::add);
            }
            if (body.at("verdict").isObject()) {
                body.at("verdict", "reason").optionalText().ifPresent(said::add);
            }
            return said.isEmpty()
                    ? Optional.empty()
                    : Optional.of(entry.at() + "  " + PlainText.of(said.stream().collect(Collectors.joining(": "))));
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    private ChatReply approve(ChatCommand command, Person who) {
        return answer(command, (run, plan) -> control.approve(run, plan, who.name(), command.via()));
    }

    private ChatReply reject(ChatCommand command, Person who) {
        return answer(command, (run, plan) -> control.reject(run, plan, who.name(), reason(command, 2), command.via()));
    }

    private ChatReply extend(ChatCommand command, Person who) {
        return answer(command, (run, plan) -> control.extend(run, plan, who.name(), command.via()));
    }

    private interface Answer {
        ChatReply to(RunId run, String plan);
    }

    private static ChatReply answer(ChatCommand command, Answer answer) {
        var words = command.arguments();
        return words.size() < 2
                ? ChatReply.refused("Name the run and the whole hash of its plan: /nightshift " + command.name()
                        + " RUN PLAN; /nightshift show RUN has it.")
                : answer.to(new RunId(words.get(0)), words.get(1));
    }

    private ChatReply abort(ChatCommand command, Person who) {
        return about(command, run -> control.abort(run.id(), who.name(), reason(command, 1)));
    }

    private ChatReply pause(ChatCommand command, Person who) {
        var words = command.arguments();
        var time = words.isEmpty() ? Optional.<Duration>empty() : time(words.getFirst());
        if (time.isEmpty() || time.get().compareTo(LONGEST_PAUSE) > 0) {
            return ChatReply.refused("For how long? /nightshift pause 2h, 30m or 1d, at most 31d.");
        }
        boolean named = words.size() > 1 && SCOPE.matcher(words.get(1)).matches();
        var scope = named ? words.get(1) : "all";
        return control.pause(
                scope,
                who.name(),
                reason(command, named ? 2 : 1),
                Optional.of(command.at().plus(time.get())));
    }

    private ChatReply resume(ChatCommand command, Person who) {
        var words = command.arguments();
        var scope = words.isEmpty() ? "all" : words.getFirst();
        return SCOPE.matcher(scope).matches()
                ? control.resume(scope, who.name(), reason(command, 1))
                : ChatReply.refused("What? all, playbook/NAME, rule/NAME or resource/KIND/NAME.");
    }

    private static Optional<Duration> time(String text) {
        var match = TIME.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(match.group(1));
        return Optional.of(
                switch (match.group(2)) {
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                });
    }

    private static String reason(ChatCommand command, int from) {
        var words = command.arguments();
        return words.size() > from
                ? PlainText.of(String.join(" ", words.subList(from, words.size())), 500)
                : "no reason given";
    }
}
