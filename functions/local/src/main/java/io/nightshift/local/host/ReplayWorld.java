package io.nightshift.local.host;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Message;
import io.nightshift.core.act.Messenger;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Relation;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.action.RollBackTarget;
import io.nightshift.promotion.action.RunJob;
import io.nightshift.promotion.action.ShiftTraffic;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An environment that is only known from signals: the tags of a resource are the labels of its last signal, and so is its
 * health; no group is known; every act "succeeds", and reading it back confirms that. Alarms cannot be queried: the playbook
 * then uses their last signal, so that a replay of an alarm shows the whole ladder, as if nothing helped.
 *
 * <p>For a promotion every gate is open, every target ready, and every share as requested, so that the replay shows all
 * stages; there are no metrics.
 */
public final class ReplayWorld implements Actor, Observer, Messenger {

    private record Known(Map<String, String> labels, Health health) {}

    private static final Known NOTHING = new Known(Map.of(), Health.UNKNOWN);

    /** The queries of a promotion; the digest ledger is the ledger's own. */
    private static final Set<String> PROMOTIONS = Set.of(
            PromotionQueries.IMAGE,
            PromotionQueries.GATE,
            PromotionQueries.PREFLIGHT,
            PromotionQueries.DEPLOYED,
            PromotionQueries.EXPOSURE,
            PromotionQueries.ALARMS,
            PromotionQueries.ANALYSIS,
            PromotionQueries.CHECK,
            PromotionQueries.JOB);

    /** {@code NAMESPACE/DEPLOYMENT-HASH-RANDOM}. */
    private static final Pattern OF_DEPLOYMENT = Pattern.compile("(.+)-[a-z0-9]{6,10}-[a-z0-9]{5}");

    private final Map<Resource, Known> known = new HashMap<>();
    private final Map<Resource, Integer> shares = new HashMap<>();

    public void learn(Signal signal) {
        known.put(signal.subject(), new Known(signal.labels(), health(signal)));
    }

    private static Health health(Signal signal) {
        return switch (signal) {
            case Signal.Alarm alarm ->
                switch (alarm.state()) {
                    case FIRING -> Health.UNWELL;
                    case OK -> Health.WELL;
                    case UNKNOWN -> Health.UNKNOWN;
                };
            case Signal.Finding finding -> finding.open() ? Health.UNWELL : Health.WELL;
            case Signal.FunctionResult result -> result.succeeded() ? Health.WELL : Health.UNWELL;
            case Signal.LogLine ignored -> Health.UNWELL;
            case Signal.ResourceChange ignored -> Health.UNWELL;
            case Signal.ProviderNotice ignored -> Health.UNWELL;
            case Signal.Notice ignored -> Health.UNWELL;
            case Signal.ImagePush ignored -> Health.UNKNOWN;
            case Signal.ImageScan ignored -> Health.UNKNOWN;
            case Signal.Request ignored -> Health.UNKNOWN;
            case Signal.Due ignored -> Health.UNKNOWN;
        };
    }

    @Override
    public boolean observes(Query query) {
        return query.name().equals(Query.HEALTH)
                || query.name().equals(Query.OWNER)
                || query.name().equals(Query.RELATED)
                || PROMOTIONS.contains(query.name());
    }

    @Override
    public Observed observe(Query query) {
        var details = Json.obj().with("replay", true);
        return switch (query.name()) {
            case Query.HEALTH ->
                new Observed.Seen(known.getOrDefault(query.subject(), NOTHING).health(), details);
            case Query.OWNER -> new Observed.Seen(Health.UNKNOWN, owner(query.subject(), details));
            case Query.RELATED -> related(query);
            case PromotionQueries.IMAGE -> image(query.with(), details);
            case PromotionQueries.PREFLIGHT, PromotionQueries.EXPOSURE ->
                new Observed.Seen(
                        Health.WELL,
                        details.with("percent", shares.getOrDefault(query.subject(), 0))
                                .with("baseline", Json.obj()));
            default -> new Observed.Seen(Health.WELL, details);
        };
    }

    /** Nobody can be asked for the owner of a recorded pod; a deployment names its pods in this way. */
    private static Json.Obj owner(Resource pod, Json.Obj details) {
        var name = OF_DEPLOYMENT.matcher(pod.name());
        return name.matches()
                ? details.with(
                        "owner",
                        new Resource(pod.origin(), pod.kind().replace("pod", "deployment"), name.group(1)).toJson())
                : details;
    }

    /**
     * Nobody can be asked what was related to a recorded resource: one name stands for it, such as {@code
     * unhealthy-targets-of-web}; the owner of a pod is told by its name, as above.
     */
    private static Observed related(Query query) {
        var subject = query.subject();
        var id = query.with().get("relation") instanceof Json.Str(var text) ? text : "";
        var owner = owner(subject, Json.obj()).get("owner");
        if (id.equals(Relation.OWNER.id()) && owner != null) {
            return found(Json.arr(owner));
        }
        var kind = query.with().get("kind") instanceof Json.Str(var named)
                ? Optional.of(named)
                : Relation.byId(id).stream()
                        .flatMap(one -> one.from(subject.kind()).stream())
                        .sorted()
                        .findFirst();
        int slash = subject.name().indexOf('/');
        var place = subject.kind().equals(Kinds.TARGET_GROUP) || slash < 0
                ? ""
                : subject.name().substring(0, slash + 1);
        var parts = subject.name().split("/", -1);
        var last = parts[subject.kind().equals(Kinds.TARGET_GROUP) ? Math.min(1, parts.length - 1) : parts.length - 1];
        return kind.map(one ->
                        found(Json.arr(new Resource(subject.origin(), one, place + id + "-of-" + last).toJson())))
                .orElseGet(() -> found(Json.arr()));
    }

    private static Observed found(Json.Arr related) {
        return new Observed.Seen(
                Health.UNKNOWN,
                Json.obj()
                        .with("replay", true)
                        .with("found", related.items().size())
                        .with("related", related));
    }

    /** A recorded push contains its digest; the former digest of a tag alone is unknown. */
    private static Observed image(Json.Obj with, Json.Obj details) {
        return with.get("digest") instanceof Json.Str(var digest) && !digest.isEmpty()
                ? new Observed.Seen(Health.WELL, details.with("digest", digest))
                : new Observed.NotSeen(Problem.permanent("Replay", "nobody knows what the tag named"));
    }

    @Override
    public boolean performs(Action action) {
        return true;
    }

    @Override
    public LiveState before(Action action) {
        return new LiveState.Known(
                known.getOrDefault(action.target(), NOTHING).labels(),
                Optional.empty(),
                Json.obj().with("replay", true));
    }

    @Override
    public Performed perform(Action action, IdempotencyKey key, Json.Obj capsule) {
        if (action instanceof ShiftTraffic shift) {
            shares.put(shift.target(), shift.percent());
        } else if (action instanceof RollBackTarget back) {
            shares.remove(back.target());
        }
        var details = Json.obj().with("replay", "nothing was touched");
        return new Performed.Done(action instanceof RunJob ? details.with("state", "succeeded") : details);
    }

    @Override
    public Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
        return Probed.HAPPENED;
    }

    @Override
    public Optional<Problem> tell(Message message, IdempotencyKey key) {
        return Optional.empty();
    }
}
