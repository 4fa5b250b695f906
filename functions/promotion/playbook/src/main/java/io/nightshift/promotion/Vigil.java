package io.nightshift.promotion;

import static io.nightshift.core.act.Message.Urgency.PAGE;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.guard.Spans;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Effect;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Step;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.judge.Shortage;
import io.nightshift.promotion.plan.Analysis;
import io.nightshift.promotion.plan.Stage;
import io.nightshift.promotion.plan.Target;
import io.nightshift.promotion.target.Exposure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Watches what has traffic: the shares, the alarms, the numbers. So it does in a bake, on guard, and while it is held. */
final class Vigil implements Part {

    private static final Duration BLIND_AGAIN = Duration.ofMinutes(1);

    /** How often people are reminded of what waits for them. */
    private static final Duration REMIND = Duration.ofHours(4);

    /** On guard the numbers of so many looks are taken together: of all hours since the last shift a late fault is diluted. */
    private static final int GUARD_WINDOW = 10;

    private final Course course;
    private final Moves moves;

    Vigil(Course course) {
        this.course = course;
        this.moves = course.moves;
    }

    @Override
    public Step<Promotion> go(Promotion state) throws JsonException {
        return switch (state.phase()) {
            case BAKING, GUARDING -> wait(state);
            case HELD -> stand(state);
            case WATCHING_SHARES -> shares(state);
            case WATCHING_ALARMS -> alarms(state);
            case ANALYSING -> numbers(state);
            default -> throw new IllegalStateException(state.phase() + " is no phase of the vigil");
        };
    }

    private Duration every(Promotion state) {
        return moves.onGuard(state)
                ? moves.plan().guardEvery()
                : moves.stage(state).analysis().every();
    }

    private Step<Promotion> wait(Promotion state) throws JsonException {
        var times = state.times();
        if (times.until().equals(times.bake())) {
            return over(state);
        }
        if (!moves.now().isBefore(times.until())) {
            return look(state);
        }
        return nextLook(state, times.until());
    }

    /** The next look in its turn, or at that time where it comes first. */
    private Step<Promotion> nextLook(Promotion state, Instant until) {
        var next = moves.now().plus(every(state));
        return moves.laterAt(state, next.isBefore(until) ? next : until);
    }

    private Step<Promotion> stand(Promotion state) {
        var hold = state.held().orElseThrow();
        if (hold.kind() == Hold.Kind.BLIND) {
            return moves.later(state, BLIND_AGAIN);
        }
        if (hold.kind() == Hold.Kind.WAITS) {
            return nextLook(state, hold.until());
        }
        boolean watched =
                hold.kind() != Hold.Kind.CHANGED && !moves.exposed(state).isEmpty();
        return moves.later(state, watched ? every(state) : REMIND);
    }

    /** A look at everything that is watched; what stands still for blindness tries what it could not see. */
    Step<Promotion> look(Promotion state) throws JsonException {
        var hold = state.held();
        boolean traffic = !moves.exposed(state).isEmpty();
        if (hold.isPresent() && hold.get().kind() == Hold.Kind.BLIND && !traffic) {
            return course.enter(
                    state.held(Optional.empty()).tell("trying again"),
                    hold.get().from());
        }
        if (hold.isPresent()
                && hold.get().kind() != Hold.Kind.BLIND
                && (hold.get().kind() == Hold.Kind.CHANGED || !traffic)) {
            return remind(state, hold.get());
        }
        return course.enter(Wave.without(state, "short", "unread"), Phase.WATCHING_SHARES);
    }

    private Step<Promotion> remind(Promotion state, Hold hold) {
        var message = moves.message(PAGE, "Still held: " + moves.title(state), List.of(hold.why()));
        return Step.of(state, new Effect.WakeAt(Moves.STEP, moves.now().plus(REMIND)), new Effect.Tell(message));
    }

    private Step<Promotion> shares(Promotion state) throws JsonException {
        var target = Moves.item(moves.exposed(state), state);
        return target.isPresent()
                ? moves.look(
                        state,
                        Looks.EXPOSURE,
                        target.get().resource(),
                        moves.rollout(state, target.get()).toJson())
                : course.enter(state, Phase.WATCHING_ALARMS);
    }

    private List<Stage> watched(Promotion state) {
        return moves.onGuard(state) ? moves.plan().stages() : List.of(moves.stage(state));
    }

    private Step<Promotion> alarms(Promotion state) throws JsonException {
        var all = watched(state).stream()
                .flatMap(stage -> stage.analysis().alarms().stream())
                .distinct()
                .toList();
        int item = state.place().item();
        if (item >= all.size()) {
            return course.enter(state.by(state.times().looked()), Phase.ANALYSING);
        }
        var with = Json.obj().with("alarms", Json.arr(all.get(item)));
        return moves.look(state, Looks.ALARMS, subject(state, all.get(item)), with);
    }

    /** A target of the cloud that the alarm is in: it says the account and the region. */
    private Resource subject(Promotion state, Json.Obj alarm) throws JsonException {
        var cloud = switch (View.of(alarm).at("source").textOr("")) {
            case "cloudwatch" -> Cloud.AWS;
            case "cloud-monitoring" -> Cloud.GCP;
            default -> Cloud.NONE;
        };
        var targets = watched(state).stream()
                .flatMap(stage -> stage.targets().stream())
                .map(Target::resource)
                .toList();
        return targets.stream()
                .filter(target -> target.origin().cloud() == cloud)
                .findFirst()
                .orElse(targets.getFirst());
    }

    /** One question about numbers: of one target, to one source. */
    private record Asked(Target target, String source, Analysis analysis, List<Json.Obj> metrics) {}

    private List<Asked> questions(Promotion state) throws JsonException {
        var questions = new ArrayList<Asked>();
        for (var target : moves.exposed(state)) {
            var analysis = moves.stage(state).analysis();
            var bySource = new LinkedHashMap<String, List<Json.Obj>>();
            for (var metric : analysis.metrics()) {
                if (!moves.onGuard(state) || Numbers.isLimit(metric)) {
                    bySource.computeIfAbsent(View.of(metric).at("source").textOr(""), ignored -> new ArrayList<>())
                            .add(metric);
                }
            }
            bySource.forEach((source, metrics) -> questions.add(new Asked(target, source, analysis, metrics)));
        }
        return questions;
    }

    private Step<Promotion> numbers(Promotion state) throws JsonException {
        var questions = questions(state);
        int item = state.place().item();
        return item < questions.size() ? ask(state, questions.get(item)) : over(state);
    }

    private Step<Promotion> ask(Promotion state, Asked asked) {
        var until = moves.now();
        var since = since(state, until);
        int percent = state.track(asked.target().resource()).map(Track::share).orElse(0);
        // With all traffic on the new version the baseline's numbers are those from before the first shift.
        var before = percent == 100;
        var controlUntil = before ? state.times().wave() : until;
        var with = moves.rollout(state, asked.target())
                .toJson()
                .with("source", asked.source())
                .with("since", since.toString())
                .with("until", until.toString())
                .with(
                        "controlSince",
                        controlUntil.minus(Duration.between(since, until)).toString())
                .with("controlUntil", controlUntil.toString())
                .with("stepSeconds", asked.analysis().every().toSeconds())
                .with("percent", percent)
                .with("metrics", Json.arr(asked.metrics()));
        return moves.look(state, Looks.ANALYSIS, asked.target().resource(), with);
    }

    private Instant since(Promotion state, Instant until) {
        var bake = state.times().bake();
        if (!moves.onGuard(state)) {
            return bake;
        }
        var window = until.minus(every(state).multipliedBy(GUARD_WINDOW));
        return window.isAfter(bake) ? window : bake;
    }

    @Override
    public Step<Promotion> observed(Promotion state, Fact.Observed seen) throws JsonException {
        return switch (state.phase()) {
            case WATCHING_SHARES -> share(state, seen);
            case WATCHING_ALARMS -> alarm(state, seen);
            case ANALYSING -> judged(state, seen);
            default -> Step.of(state);
        };
    }

    private Step<Promotion> next(Promotion state) throws JsonException {
        return go(state.at(state.place().nextItem()).by(state.times().tried(0)));
    }

    private Step<Promotion> share(Promotion state, Fact.Observed seen) throws JsonException {
        var target = seen.query().subject();
        int asked = state.track(target).map(Track::share).orElse(0);
        var exposure = Exposure.of(seen);
        boolean ours = exposure.percent() == asked || (exposure.percent() < asked && !exposure.settled());
        if (exposure.others().isEmpty() && ours) {
            return next(state);
        }
        var why = exposure.changed(target.label(), asked);
        if (moves.onGuard(state)) {
            return moves.finish(state, Outcome.ESCALATED, why + "; it is left as it is, and not proven", PAGE);
        }
        return course.hold(state, Hold.Kind.CHANGED, waiting(state), why);
    }

    /** The phase that goes on when what holds it is gone. */
    private Phase waiting(Promotion state) {
        return state.held().map(Hold::from).orElse(moves.onGuard(state) ? Phase.GUARDING : Phase.BAKING);
    }

    private Step<Promotion> alarm(Promotion state, Fact.Observed seen) throws JsonException {
        if (seen.health() != Health.UNWELL) {
            return next(state);
        }
        var firing = new ArrayList<String>();
        for (var name : View.of(seen.details()).at("firing").items()) {
            firing.add(name.text());
        }
        return course.bad(state, "alarm " + String.join(", ", firing) + " fires");
    }

    private Step<Promotion> judged(Promotion state, Fact.Observed seen) throws JsonException {
        var questions = questions(state);
        int item = state.place().item();
        if (item >= questions.size()) {
            return Step.of(state);
        }
        var asked = questions.get(item);
        int planned = planned(moves.stage(state));
        var numbers = new Numbers(
                asked.analysis(),
                asked.metrics(),
                View.of(seen.details()),
                Math.min(state.times().looks(), planned),
                planned);
        var label = asked.target().resource().label();
        return switch (numbers.say(moves.onGuard(state))) {
            case Numbers.Said.Bad(var why) -> course.bad(state, label + ": " + why);
            case Numbers.Said.Good(var why) -> next(why.isEmpty() ? state : remember(state, "good", why));
            case Numbers.Said.Open(var why) -> next(remember(state, "short", label + ": " + why));
        };
    }

    private static Promotion remember(Promotion state, String name, String why) {
        return state.knowing(state.facts().with(name, why));
    }

    /** How many looks a wave has at most; they share the error that the judge may make. */
    private static int planned(Stage stage) {
        long seconds = Math.max(1, stage.analysis().every().toSeconds());
        long looks = 0;
        for (var step : stage.steps()) {
            looks += Math.ceilDiv(step.bake().toSeconds(), seconds);
            looks += stage.analysis().shortage() == Shortage.EXTEND
                    ? stage.analysis().extend().toSeconds() / seconds
                    : 0;
        }
        return Math.clamp(looks, 1, 100_000);
    }

    @Override
    public Step<Promotion> blind(Promotion state, Fact.NotObserved not) throws JsonException {
        var why = not.problem().message();
        return state.phase() == Phase.ANALYSING
                ? next(remember(remember(state, "short", "the numbers could not be read: " + why), "unread", why))
                : course.hold(state, Hold.Kind.BLIND, waiting(state), "it could not be watched: " + why);
    }

    /** The look is over, and nothing speaks against the version. */
    private Step<Promotion> over(Promotion state) throws JsonException {
        var hold = state.held();
        if (hold.isPresent()) {
            boolean ends = hold.get().kind() == Hold.Kind.BLIND
                    || (hold.get().kind() == Hold.Kind.WAITS
                            && !moves.now().isBefore(hold.get().until()));
            return ends
                    ? course.enter(
                            moves.to(state.held(Optional.empty()), Phase.HELD),
                            hold.get().from())
                    : go(moves.to(state, Phase.HELD));
        }
        boolean waits = moves.now().isBefore(state.times().until());
        if (moves.onGuard(state)) {
            return waits ? go(moves.to(state, Phase.GUARDING)) : course.enter(state, Phase.PROVING);
        }
        if (waits) {
            return go(moves.to(state, Phase.BAKING));
        }
        var shortage = View.of(state.facts()).at("short").textOr("");
        return shortage.isEmpty()
                ? passed(state, View.of(state.facts()).at("good").textOr(""))
                : shortage(state, shortage);
    }

    private Step<Promotion> shortage(Promotion state, String why) throws JsonException {
        var analysis = moves.stage(state).analysis();
        boolean unread = View.of(state.facts()).at("unread").exists();
        return switch (analysis.shortage()) {
            case PROCEED ->
                unread
                        ? question(state, why)
                        : passed(state, "not enough data, and the policy says to proceed: " + why);
            case ROLLBACK ->
                course.back(
                        state,
                        new Return(
                                "not enough data, and the policy says to go back: " + why, Outcome.ROLLED_BACK, false));
            case ASK -> question(state, why);
            case EXTEND -> extend(state, analysis, why);
        };
    }

    private Step<Promotion> extend(Promotion state, Analysis analysis, String why) throws JsonException {
        var bake = moves.stage(state).steps().get(state.place().step()).bake();
        var latest = state.times().bake().plus(bake).plus(analysis.extend());
        var until = state.times().until().plus(analysis.every());
        if (until.isAfter(latest)) {
            return question(state, why);
        }
        boolean first = state.times().until().equals(state.times().bake().plus(bake));
        var told = first ? state.tell("not enough data, the bake is extended: " + why) : state;
        return go(moves.to(told.by(told.times().extended(until)), Phase.BAKING));
    }

    private Step<Promotion> question(Promotion state, String why) throws JsonException {
        return course.hold(
                state,
                Hold.Kind.SHORTAGE,
                Phase.BAKING,
                "not enough data: %s; to count it as passed: nightshift resume %s --go-on"
                        .formatted(why, moves.context().key().id()));
    }

    /** This share of the traffic was borne: on to the next step, wave or stage. */
    Step<Promotion> passed(Promotion state, String why) throws JsonException {
        var stage = moves.stage(state);
        var place = state.place();
        var percent = stage.steps().get(place.step()).percent();
        var clean = Wave.without(state, "short", "unread", "good");
        var told = clean.tell("%s: %d %% passed after %s%s"
                .formatted(
                        stage.name(),
                        percent,
                        Spans.say(Duration.between(state.times().bake(), moves.now())),
                        why.isEmpty() ? "" : ": " + why));
        if (place.step() + 1 < stage.steps().size()) {
            return course.enter(told.at(place.nextStep()), Phase.SHIFTING);
        }
        return place.wave() + 1 < stage.waves().size()
                ? course.enter(told.at(place.nextWave()), Phase.BASELINES)
                : course.wave().stageDone(told);
    }
}
