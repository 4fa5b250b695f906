package io.nightshift.rotation;

import static io.nightshift.core.act.Message.Urgency.INFO;
import static io.nightshift.core.act.Message.Urgency.PAGE;

import io.nightshift.core.act.Message.Urgency;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.machine.Machine;
import io.nightshift.core.machine.PhaseTable;
import io.nightshift.core.machine.Question;
import io.nightshift.core.run.Context;
import io.nightshift.core.run.Effect;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Sha256;
import io.nightshift.core.run.Step;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.rotation.action.CredentialAction;
import io.nightshift.rotation.action.CredentialChange;
import io.nightshift.rotation.action.CredentialStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes one decision of a rotation by {@link RotationTable}. {@link RotationStart}, {@link Changeover} and {@link
 * RotationCompletion} have the handlers of its three parts.
 */
final class RotationMachine extends Machine<RotationPhase, Rotation, RotationMachine> {

    /** If the store does not ask for its next step for so long, on-call is told. */
    static final Duration STALLED = Duration.ofMinutes(15);

    /** After that the rotation reverts. */
    private static final Duration ABANDONED = Duration.ofHours(2);

    private static final String LEAK = "AWS_RISK_CREDENTIALS_EXPOSED";

    private static final String ALERT = "GITHUB_SECRET_ALERT";
    private static final String DUE = "SECRET_ROTATE";

    final RotationSpec spec;

    RotationMachine(RotationSpec spec, Context context) {
        super(RotationTable.TABLE, context);
        this.spec = spec;
    }

    /** Whether AWS Health or GitHub says that a credential is known to others. */
    static boolean tellsLeak(Signal.ProviderNotice notice) {
        return (notice.code().equals(LEAK) || notice.code().equals(ALERT)) && !notice.isOver();
    }

    private static String leak(Signal.ProviderNotice notice) {
        return (notice.code().equals(ALERT) ? RotationRequest.GITHUB : "")
                + notice.subject().name();
    }

    /** Whether Google Secret Manager says that a rotation is due. */
    static boolean tellsDue(Signal.ProviderNotice notice) {
        return notice.code().equals(DUE);
    }

    RotationStart start() {
        return new RotationStart(this);
    }

    Changeover changeover() {
        return new Changeover(this);
    }

    RotationCompletion completion() {
        return new RotationCompletion(this);
    }

    @Override
    protected RotationMachine self() {
        return this;
    }

    @Override
    protected String page() {
        return spec.page();
    }

    @Override
    protected String title(Rotation state) {
        return "rotation of " + secret().name();
    }

    Resource secret() {
        return context().key().subject();
    }

    /** A 32-character id that is the same in every attempt of this run; AWS takes it as the token of the new version. */
    private String ownVersion() {
        return Sha256.hex(context().key().toString()).substring(0, 32);
    }

    @Override
    protected Step<Rotation> arrived(Rotation state, Signal signal) throws JsonException {
        var request = request(signal);
        var by = by(signal);
        if (state.has(Rotation.BY)) {
            return joined(state, request, by);
        }
        var version = request.version().isEmpty() ? ownVersion() : request.version();
        var begun = state.asking(request)
                .knowing(Rotation.BY, by)
                .knowing(Rotation.PENDING, version)
                .tell(signal.time() + " asked for by " + by + (leaked(request) ? ": it leaked" : ""));
        return go(begun);
    }

    private static RotationRequest request(Signal signal) throws JsonException {
        if (signal instanceof Signal.Request request) {
            return RotationRequest.read(request.what());
        }
        return signal instanceof Signal.ProviderNotice notice && tellsLeak(notice)
                ? RotationRequest.leak(leak(notice))
                : RotationRequest.plain(false, false);
    }

    private static String by(Signal signal) {
        return signal.actor().isEmpty() ? signal.header().source() : signal.actor();
    }

    private static boolean leaked(RotationRequest request) {
        return !request.leaked().isEmpty();
    }

    /** A request while the run is open: the next step of its store, or more urgency. */
    private Step<Rotation> joined(Rotation state, RotationRequest request, String by) throws JsonException {
        var known = state.request();
        if (!request.version().isEmpty() && !request.version().equals(state.text(Rotation.PENDING))) {
            return Step.of(state.tell("not begun, this rotation is under way: version " + request.version()));
        }
        if (request.leaked().startsWith(RotationRequest.GITHUB)) {
            return unchecked(state, request.leaked());
        }
        var merged = new RotationRequest(
                known.step().compareTo(request.step()) >= 0 ? known.step() : request.step(),
                known.version(),
                known.dryRun() && request.dryRun(),
                known.now() || request.now(),
                leaked(known) ? known.leaked() : request.leaked());
        var next = state.asking(merged);
        var told = merged.equals(known)
                ? next
                : next.tell("asked for by " + by + ": " + request.step().id());
        return told.flying() || told.phase() == RotationPhase.ASKING ? Step.of(told) : go(told);
    }

    /** Only the checks before a rotation find out whose value an alert is about, and this rotation is past them. */
    private Step<Rotation> unchecked(Rotation state, String alert) {
        var what = alert
                + " tells of a leaked secret while this rotation is under way; it is not known whether it is this one";
        return telling(
                Step.of(state.tell(what)),
                message(
                        PAGE,
                        "Leaked? " + title(state),
                        List.of(what, "If it is: nightshift rotate " + secret().name() + " --leaked")));
    }

    /**
     * Enters a phase if the store allows its step; otherwise waits for the store's next request, tells on-call if it does not
     * come, and reverts in the end.
     */
    Step<Rotation> gated(Rotation state, StoreStep step, PhaseTable.Entry<RotationMachine, Rotation> then)
            throws JsonException {
        if (state.request().step().compareTo(step) >= 0) {
            return then.enter(this, state);
        }
        if (abandoned(state)) {
            return revert(state, "the store did not ask for " + step.id() + " since " + state.since());
        }
        var waits = waits(state, "the store to ask for " + step.id(), now().plus(STALLED));
        if (now().isBefore(state.since().plus(STALLED))) {
            return later(waits, STALLED);
        }
        return tellingOnce(
                waits,
                STALLED,
                "the store did not ask for " + step.id() + " since " + state.since(),
                "To finish the rotation without it: nightshift rotate " + secret().name() + " --now");
    }

    /** With one user, whoever has the old password is shut out from set to switch. */
    private boolean abandoned(Rotation state) {
        var patience = spec.single() && state.has(Rotation.SET) ? STALLED : ABANDONED;
        return !now().isBefore(state.since().plus(patience));
    }

    /** Waits, and pages with these lines unless the same was told before in this phase. */
    Step<Rotation> tellingOnce(Rotation state, Duration wait, String... lines) throws JsonException {
        var mark = state.phase().name();
        var waiting = later(state.knowing(Rotation.TOLD, mark), wait);
        return state.text(Rotation.TOLD).equals(mark)
                ? waiting
                : telling(waiting, message(PAGE, "Stuck: " + title(state), List.of(lines)));
    }

    CredentialChange change(Rotation state) throws JsonException {
        return new CredentialChange(
                state.text(Rotation.CURRENT), state.text(Rotation.PENDING), leaked(state.request()), spec.json());
    }

    CredentialAction action(Rotation state, CredentialStep step) throws JsonException {
        return new CredentialAction(step, secret(), change(state));
    }

    Step<Rotation> act(Rotation state, CredentialStep step) throws JsonException {
        return act(state, action(state, step));
    }

    Step<Rotation> ask(Rotation state, Question<?> question) throws JsonException {
        var since = state.has(Rotation.QUIET_SINCE) ? Rotation.QUIET_SINCE : Rotation.SWITCHED;
        var with = change(state).toJson().with("key", state.request().leaked());
        return observe(state, question, secret(), state.has(since) ? with.with("since", state.text(since)) : with);
    }

    /** Keeps what an act changed, in whatever phase its result arrives. */
    @Override
    protected Rotation landed(Rotation state, Fact result) {
        if (result instanceof Fact.Acted acted && acted.action() instanceof CredentialAction credential) {
            var done = state.tell("done: " + acted.action().sentence());
            return credential.step() == CredentialStep.SWITCH ? done.marking(Rotation.SWITCHED, now()) : done;
        }
        return state;
    }

    /** Someone stopped it while an act was in progress. */
    @Override
    protected Optional<Step<Rotation>> decidedMeanwhile(Rotation landed) throws JsonException {
        return landed.has(Rotation.REASON) && landed.phase() != RotationPhase.REVERTING
                ? Optional.of(stop(landed, landed.text(Rotation.REASON)))
                : Optional.empty();
    }

    /** Between set and switch nothing waits under one user: whoever has the old password is shut out meanwhile. */
    @Override
    protected Step<Rotation> deferred(Rotation state, Fact.Refused refused, Instant until) throws JsonException {
        return state.phase() == RotationPhase.SWITCHING && spec.single()
                ? decidedAgainst(state, refused)
                : super.deferred(state, refused, until);
    }

    @Override
    protected Step<Rotation> aborted(Rotation state, Fact.Aborted aborted) throws JsonException {
        var reason = "stopped by " + aborted.by() + ": " + aborted.reason();
        return state.flying() ? Step.of(state.knowing(Rotation.REASON, reason)) : stop(state, reason);
    }

    private Step<Rotation> stop(Rotation state, String reason) throws JsonException {
        if (state.has(Rotation.SWITCHED)) {
            return end(state.tell("the old credential still works"), Outcome.ABORTED, reason, PAGE);
        }
        return switch (state.phase()) {
            case CREATING, SETTING, TESTING, SWITCHING -> revert(state, reason);
            case HELD ->
                state.held().orElseThrow().from() == RotationPhase.PREFLIGHT
                        ? end(state, Outcome.ABORTED, reason, INFO)
                        : revert(state, reason);
            case REVERTING -> Step.of(state.tell("it reverts already: " + reason));
            case PREFLIGHT, ASKING, CUTTING_OFF, ROLLING, PROVING, RETIRING, CONFIRMING, CLOSING, DONE ->
                end(state, Outcome.ABORTED, reason, INFO);
        };
    }

    Step<Rotation> revert(Rotation state, String reason) throws JsonException {
        return enter(
                state.held(Optional.empty()).knowing(Rotation.REASON, reason).tell("it reverts: " + reason),
                RotationPhase.REVERTING);
    }

    Step<Rotation> escalate(Rotation state, String reason, String... fixes) {
        var told = state.tell("a human has to look: " + reason);
        for (var fix : fixes) {
            told = told.tell(fix);
        }
        return end(told, Outcome.ESCALATED, reason, PAGE);
    }

    Step<Rotation> end(Rotation state, Outcome outcome, String reason, Urgency urgency) {
        var title = (urgency == PAGE ? "Needs a human: " : "Ended: ") + title(state);
        var lines = new ArrayList<>(state.story());
        lines.add(outcome + ": " + reason);
        return finish(state, outcome, reason, new Effect.Tell(message(urgency, title, lines)));
    }
}
