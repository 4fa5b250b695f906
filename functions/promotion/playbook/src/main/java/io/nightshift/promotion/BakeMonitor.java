package io.nightshift.promotion;

import static io.nightshift.core.act.Message.Urgency.PAGE;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.guard.DurationText;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.machine.Answer;
import io.nightshift.core.machine.Hold;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Step;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.answer.Preflight;
import io.nightshift.promotion.answer.TrafficStatus;
import io.nightshift.promotion.judge.InsufficientData;
import io.nightshift.promotion.plan.Analysis;
import io.nightshift.promotion.plan.PromotionTarget;
import io.nightshift.promotion.plan.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Monitors everything that has traffic: the shares, the alarms, the metrics. It does so during a bake, during the
 * guard period, and while the promotion is held.
 */
final class BakeMonitor {

    /**
     * In the guard period, this many checks or points are analysed together: over all hours since the last shift, a
     * late fault would be diluted.
     */
    private static final int GUARD_WINDOW = 10;

    /** The fact that names the metrics without data that must have data in the guard period. */
    private static final String MISSING = "missing";

    private final PromotionMachine machine;
    private final PlanCursor cursor;

    BakeMonitor(PromotionMachine machine) {
        this.machine = machine;
        this.cursor = machine.cursor();
    }

    Duration every(Promotion state) {
        return cursor.onGuard(state)
                ? machine.plan().guardEvery()
                : cursor.stage(state).analysis().every();
    }

    Step<Promotion> await(Promotion state) throws JsonException {
        var times = state.times();
        if (times.until().equals(times.bake())) {
            return over(state);
        }
        if (!machine.now().isBefore(times.until())) {
            return check(state);
        }
        return nextLook(state, times.until());
    }

    /** Schedules the next regular check, or one at that time if it is earlier. */
    private Step<Promotion> nextLook(Promotion state, Instant until) {
        var next = machine.now().plus(every(state));
        return machine.laterAt(state, next.isBefore(until) ? next : until);
    }

    Step<Promotion> stand(Promotion state) {
        var hold = state.held().orElseThrow();
        if (hold.kind() == Hold.Kind.WAITS) {
            return nextLook(state, hold.until());
        }
        boolean watched = hold.kind() != Hold.Kind.BLIND
                && !hold.kind().ofHumans()
                && !cursor.exposed(state).isEmpty();
        return watched ? machine.later(state, every(state)) : machine.waitHeld(state);
    }

    /**
     * Checks everything that is monitored; a promotion that is held as {@code BLIND} retries what it could not read.
     */
    Step<Promotion> check(Promotion state) throws JsonException {
        var hold = state.held();
        boolean watched = !cursor.exposed(state).isEmpty()
                && hold.filter(one -> one.kind().ofHumans()).isEmpty();
        return hold.isPresent() && !watched
                ? machine.waitedHeld(state)
                : machine.enter(state.without("short", "unread", "early", MISSING), PromotionPhase.WATCHING_SHARES);
    }

    Step<Promotion> shares(Promotion state) throws JsonException {
        var target = PlanCursor.item(serving(state), state);
        return target.isPresent()
                ? machine.exposure(state, target.get())
                : machine.enter(state, PromotionPhase.WATCHING_ALARMS);
    }

    /** In the guard period, the targets of all stages. */
    private List<PromotionTarget> serving(Promotion state) {
        return cursor.onGuard(state)
                ? cursor.touched(state).stream()
                        .filter(target -> state.targetState(target.resource())
                                        .orElseThrow()
                                        .share()
                                > 0)
                        .toList()
                : cursor.exposed(state);
    }

    /**
     * In the guard period all stages, except those that already had the version: their alarms were not checked
     * before, and may have been firing for long.
     */
    private List<Stage> watched(Promotion state) {
        return cursor.onGuard(state)
                ? machine.plan().stages().stream()
                        .filter(stage -> stage.targets().stream().anyMatch(target -> !PlanCursor.hadIt(state, target)))
                        .toList()
                : List.of(cursor.stage(state));
    }

    Step<Promotion> alarms(Promotion state) throws JsonException {
        if (UntouchedCheck.isUnderWay(state)) {
            return machine.untouched().look(state);
        }
        var all = watchedAlarms(state);
        int item = state.place().item();
        return item < all.size()
                ? askAlarm(state, all.get(item))
                : machine.enter(
                        state.without(ServingCheck.BASELINE_DIED)
                                .by(state.times().looked()),
                        PromotionPhase.ANALYSING);
    }

    private List<Json.Obj> watchedAlarms(Promotion state) {
        return watched(state).stream()
                .flatMap(stage -> stage.analysis().alarms().stream())
                .distinct()
                .toList();
    }

    Step<Promotion> askAlarm(Promotion state, Json.Obj alarm) throws JsonException {
        var with = Json.obj().with("alarms", Json.arr(alarm));
        return machine.observe(state, PromotionQuestions.ALARMS, subject(state, alarm), with);
    }

    /** A target in the alarm's cloud: it provides the account and the region. */
    private Resource subject(Promotion state, Json.Obj alarm) throws JsonException {
        var cloud = switch (View.of(alarm).at("source").textOr("")) {
            case "cloudwatch" -> Cloud.AWS;
            case "cloud-monitoring" -> Cloud.GCP;
            default -> Cloud.NONE;
        };
        var targets = watched(state).stream()
                .flatMap(stage -> stage.targets().stream())
                .map(PromotionTarget::resource)
                .toList();
        return targets.stream()
                .filter(target -> target.origin().cloud() == cloud)
                .findFirst()
                .orElse(targets.getFirst());
    }

    /** One metric query: of one target, to one source. */
    record MetricQuery(PromotionTarget target, String source, Analysis analysis, List<Json.Obj> metrics) {}

    List<MetricQuery> metricQueries(Promotion state, List<PromotionTarget> targets) throws JsonException {
        var questions = new ArrayList<MetricQuery>();
        for (var target : targets) {
            var analysis = cursor.stage(state).analysis();
            var bySource = new LinkedHashMap<String, List<Json.Obj>>();
            for (var metric : analysis.metrics()) {
                if (!limitsOnly(state, target) || MetricAnalysis.isLimit(metric)) {
                    bySource.computeIfAbsent(View.of(metric).at("source").textOr(""), ignored -> new ArrayList<>())
                            .add(metric);
                }
            }
            bySource.forEach((source, metrics) -> questions.add(new MetricQuery(target, source, analysis, metrics)));
        }
        return questions;
    }

    /** Reports whether there is no baseline to compare with. */
    private boolean limitsOnly(Promotion state, PromotionTarget target) {
        return cursor.onGuard(state)
                || state.targetState(target.resource())
                        .filter(targetState -> !targetState.hasBaseline())
                        .isPresent();
    }

    Step<Promotion> numbers(Promotion state) throws JsonException {
        var questions = metricQueries(state, cursor.exposed(state));
        int item = state.place().item();
        return item < questions.size() ? ask(state, questions.get(item)) : over(state);
    }

    private Step<Promotion> ask(Promotion state, MetricQuery asked) {
        var until = machine.now();
        var since = since(state, asked, until);
        int percent = state.targetState(asked.target().resource())
                .map(TargetState::share)
                .orElse(0);
        // If the new version has all traffic, the baseline's values are those from before the first shift.
        var before = percent == 100;
        var controlUntil = before ? state.times().wave() : until;
        return ask(state, asked, since, until, controlUntil, percent);
    }

    /** Queries the earlier values, to check that they can be read. */
    Step<Promotion> rehearse(Promotion state, MetricQuery asked) {
        var until = machine.now();
        var since = until.minus(asked.analysis().every().multipliedBy(GUARD_WINDOW));
        return ask(state, asked, since, until, until, 0);
    }

    private Step<Promotion> ask(
            Promotion state, MetricQuery asked, Instant since, Instant until, Instant controlUntil, int percent) {
        var with = cursor.rollout(state, asked.target())
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
        return machine.observe(
                state, PromotionQuestions.ANALYSIS, asked.target().resource(), with);
    }

    /** In the guard period, far enough back for the values of several checks, even if the points are wide or late. */
    private Instant since(Promotion state, MetricQuery asked, Instant until) {
        var bake = state.times().bake();
        if (!cursor.onGuard(state)) {
            return bake;
        }
        var look = every(state);
        var point = asked.analysis().every();
        var step = look.compareTo(point) > 0 ? look : point;
        var window = until.minus(step.multipliedBy(GUARD_WINDOW)).minus(DataDeadline.latest(asked.source()));
        return window.isAfter(bake) ? window : bake;
    }

    private Step<Promotion> next(Promotion state) throws JsonException {
        return machine.go(state.at(state.place().nextItem()).tried(0));
    }

    Step<Promotion> share(Promotion state, Answer<TrafficStatus> answer) throws JsonException {
        var target = answer.query().subject();
        int asked = state.targetState(target).map(TargetState::share).orElse(0);
        var exposure = answer.details();
        boolean ours = exposure.percent() == asked || (exposure.percent() < asked && !exposure.settled());
        var watched = PlanCursor.item(serving(state), state);
        if (watched.isEmpty()) {
            return Step.of(state);
        }
        if (exposure.others().isEmpty() && (ours || WaveRunner.isMeant(state, watched.get(), exposure))) {
            return machine.serving()
                    .check(WaveRunner.meant(state, watched.get(), exposure), watched.get(), exposure, this::next);
        }
        if (!cursor.stage(state).targets().contains(watched.get())) {
            // The targets that an earlier stage serves by now do not matter for this guard period.
            return next(state);
        }
        var why = exposure.changed(target.label(), asked);
        if (cursor.onGuard(state)) {
            return machine.end(state, Outcome.ESCALATED, why + "; it is left as it is, and not proven", PAGE);
        }
        return machine.hold(state, Hold.Kind.CHANGED, waiting(state), why);
    }

    /** The phase that continues when the hold ends. */
    PromotionPhase waiting(Promotion state) {
        return state.held()
                .map(Hold::from)
                .orElse(cursor.onGuard(state) ? PromotionPhase.GUARDING : PromotionPhase.BAKING);
    }

    Step<Promotion> untouched(Promotion state, Answer<Preflight> answer) throws JsonException {
        return machine.untouched().answered(state, answer, this::next);
    }

    Step<Promotion> alarm(Promotion state, Answer<List<String>> answer) throws JsonException {
        var all = watchedAlarms(state);
        int item = state.place().item();
        if (item >= all.size()) {
            return Step.of(state);
        }
        if (answer.health() != Health.UNWELL) {
            return next(answer.health() == Health.WELL ? SourceCheck.quiet(state, all.get(item)) : state);
        }
        if (SourceCheck.firedBefore(state, all.get(item))) {
            return next(state);
        }
        if (state.facts().get(ServingCheck.BASELINE_DIED) != null) {
            return next(SourceCheck.firing(state, all.get(item))
                    .tell("alarm " + SourceCheck.name(all.get(item)) + " fires while the baseline does not serve"));
        }
        return machine.untouched()
                .begin(state, all.get(item), "alarm " + String.join(", ", answer.details()) + " fires");
    }

    Step<Promotion> judged(Promotion state, Answer<View> answer) throws JsonException {
        var questions = metricQueries(state, cursor.exposed(state));
        int item = state.place().item();
        if (item >= questions.size()) {
            return Step.of(state);
        }
        var asked = questions.get(item);
        int planned = planned(cursor.stage(state));
        boolean limitsOnly = limitsOnly(state, asked.target());
        var numbers = new MetricAnalysis(
                asked.analysis(),
                asked.metrics(),
                answer.details(),
                Math.min(state.times().looks(), planned),
                planned,
                DataDeadline.isDue(
                        asked.source(), asked.analysis().every(), since(state, asked, machine.now()), machine.now()));
        var label = asked.target().resource().label();
        return switch (numbers.say(limitsOnly)) {
            case MetricAnalysis.Said.Bad(var why) -> machine.bad(state, label + ": " + why);
            case MetricAnalysis.Said.Missing(var why) ->
                cursor.onGuard(state)
                        ? next(state.knowing(MISSING, label + ": " + why))
                        : machine.bad(state, label + ": " + why);
            case MetricAnalysis.Said.Good(var why) -> next(why.isEmpty() ? state : state.knowing("good", why));
            case MetricAnalysis.Said.Open(var why) -> next(state.knowing("short", label + ": " + why));
            case MetricAnalysis.Said.Early(var why) -> next(state.knowing("early", label + ": " + why));
        };
    }

    /** The maximum number of checks in a wave; they share the judge's error budget. */
    private static int planned(Stage stage) {
        long seconds = Math.max(1, stage.analysis().every().toSeconds());
        long looks = 0;
        for (var step : stage.steps()) {
            looks += Math.max(Math.ceilDiv(step.bake().toSeconds(), seconds), MetricAnalysis.early(stage.analysis()));
            looks += stage.analysis().shortage() == InsufficientData.EXTEND
                    ? stage.analysis().extend().toSeconds() / seconds
                    : 0;
        }
        return Math.clamp(looks, 1, 100_000);
    }

    Step<Promotion> blind(Promotion state, Fact.NotObserved not) throws JsonException {
        if (UntouchedCheck.isUnderWay(state)) {
            return machine.untouched().next(state);
        }
        var why = not.problem().message();
        return state.phase() == PromotionPhase.ANALYSING
                ? next(state.knowing("short", "the numbers could not be read: " + why)
                        .knowing("unread", why))
                : machine.hold(state, Hold.Kind.BLIND, waiting(state), "it could not be watched: " + why);
    }

    /** The check is complete, and nothing indicates a fault of the version. */
    private Step<Promotion> over(Promotion state) throws JsonException {
        var hold = state.held();
        var unseen = unseen(state);
        if (!unseen.isEmpty()) {
            return hold.isPresent()
                    ? machine.go(machine.to(state, PromotionPhase.HELD))
                    : machine.hold(
                            state, Hold.Kind.BLIND, PromotionPhase.GUARDING, unseen + "; it is not proven before that");
        }
        if (hold.isPresent()) {
            boolean ends = hold.get().kind() == Hold.Kind.BLIND
                    || (hold.get().kind() == Hold.Kind.WAITS
                            && !machine.now().isBefore(hold.get().until()));
            return ends
                    ? machine.enter(
                            machine.to(state.held(Optional.empty()), PromotionPhase.HELD),
                            hold.get().from())
                    : machine.go(machine.to(state, PromotionPhase.HELD));
        }
        boolean waits = machine.now().isBefore(state.times().until());
        if (cursor.onGuard(state)) {
            return waits
                    ? machine.go(machine.to(state, PromotionPhase.GUARDING))
                    : machine.enter(state, PromotionPhase.RETIRING);
        }
        if (isBehind(state)) {
            return machine.enter(state.at(cursor.straight(state)), PromotionPhase.SHIFTING);
        }
        if (waits) {
            return machine.go(machine.to(state, PromotionPhase.BAKING));
        }
        var early = View.of(state.facts()).at("early").textOr("");
        if (!early.isEmpty()) {
            return untilDue(state, early);
        }
        var shortage = View.of(state.facts()).at("short").textOr("");
        return shortage.isEmpty()
                ? passed(state, View.of(state.facts()).at("good").textOr(""))
                : shortage(state, shortage);
    }

    /**
     * Returns why a version cannot be marked as known good yet: metrics that must have data have none, or metrics
     * could not be read until the end.
     */
    private String unseen(Promotion state) throws JsonException {
        var facts = View.of(state.facts());
        boolean last = state.held().isPresent()
                || !machine.now().isBefore(state.times().until());
        var unread = last && facts.at("unread").exists() ? facts.at("short").textOr("") : "";
        return cursor.onGuard(state) ? facts.at(MISSING).textOr(unread) : "";
    }

    /** Reports whether a target's baseline has died while the version does not have all of its traffic yet. */
    private boolean isBehind(Promotion state) {
        return cursor.exposed(state).stream()
                .flatMap(target -> state.targetState(target.resource()).stream())
                .anyMatch(targetState -> !targetState.hasBaseline() && targetState.share() < 100);
    }

    /** A bake does not end before its required metrics can have data. */
    private Step<Promotion> untilDue(Promotion state, String why) throws JsonException {
        var bake = cursor.bake(state);
        var until = state.times().until().plus(every(state));
        boolean first = state.times().until().equals(state.times().bake().plus(bake));
        var told = first ? state.tell("the bake lasts until its numbers can be there: " + why) : state;
        return machine.go(machine.to(told.by(told.times().extended(until)), PromotionPhase.BAKING));
    }

    private Step<Promotion> shortage(Promotion state, String why) throws JsonException {
        var analysis = cursor.stage(state).analysis();
        boolean unread = View.of(state.facts()).at("unread").exists();
        return switch (analysis.shortage()) {
            case PROCEED ->
                unread
                        ? question(state, why)
                        : passed(state, "not enough data, and the policy says to proceed: " + why);
            case ROLLBACK ->
                machine.fail(
                        state,
                        new RollbackState(
                                "not enough data, and the policy says to go back: " + why, Outcome.ROLLED_BACK, false));
            case ASK -> question(state, why);
            case EXTEND -> extend(state, analysis, why);
        };
    }

    private Step<Promotion> extend(Promotion state, Analysis analysis, String why) throws JsonException {
        var bake = cursor.bake(state);
        var latest = state.times().bake().plus(bake).plus(analysis.extend());
        var until = state.times().until().plus(analysis.every());
        if (until.isAfter(latest)) {
            return question(state, why);
        }
        boolean first = state.times().until().equals(state.times().bake().plus(bake));
        var told = first ? state.tell("not enough data, the bake is extended: " + why) : state;
        return machine.go(machine.to(told.by(told.times().extended(until)), PromotionPhase.BAKING));
    }

    private Step<Promotion> question(Promotion state, String why) throws JsonException {
        return machine.hold(
                state,
                Hold.Kind.SHORTAGE,
                PromotionPhase.BAKING,
                "not enough data: %s; to count it as passed: nightshift resume %s --go-on"
                        .formatted(why, machine.context().key().id()));
    }

    /** The version passed this share of the traffic: continue with the next step, wave or stage. */
    Step<Promotion> passed(Promotion state, String why) throws JsonException {
        var stage = cursor.stage(state);
        var place = state.place();
        var percent = stage.steps().get(place.step()).percent();
        var clean = state.without("short", "unread", "good");
        var told = clean.tell("%s: %d %% passed after %s%s"
                .formatted(
                        stage.name(),
                        percent,
                        DurationText.say(Duration.between(state.times().bake(), machine.now())),
                        why.isEmpty() ? "" : ": " + why));
        if (place.step() + 1 < stage.steps().size()) {
            return machine.enter(told.at(cursor.nextStep(told)), PromotionPhase.SHIFTING);
        }
        return place.wave() + 1 < stage.waves().size()
                ? machine.enter(told.at(place.nextWave()), PromotionPhase.BASELINES)
                : machine.wave().stageDone(told);
    }
}
