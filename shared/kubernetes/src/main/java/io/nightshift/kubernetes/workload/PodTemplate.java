package io.nightshift.kubernetes.workload;

import io.nightshift.core.json.Json;
import io.nightshift.core.run.Sha256;
import java.util.Set;
import java.util.TreeMap;

/**
 * The pod template of a deployment or replica set, as the API server returned it. Environment values in it may be secrets: it
 * is sent only back to the API server; the ledger gets its hash.
 */
public record PodTemplate(Json.Obj json) {

    /** The label by which the controller distinguishes replica sets; a deployment's own template has none. */
    private static final String HASH_LABEL = "pod-template-hash";

    public static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";

    /** The annotation whose value is the idempotency key of an act of Nightshift. */
    public static final String ACT = "nightshift.io/act";

    private static final Set<String> MARKS = Set.of(RESTARTED_AT, ACT);

    /** A null member means the same as a missing one; older servers return a null {@code creationTimestamp}. */
    public PodTemplate {
        json = (Json.Obj) plain(json);
    }

    /** In the form of a deployment's template. */
    public PodTemplate withoutHash() {
        return new PodTemplate(without("labels", Set.of(HASH_LABEL)));
    }

    /**
     * Reports whether deployments of both templates would run the same: a restart alone creates another revision of the same.
     */
    boolean runsTheSameAs(PodTemplate other) {
        return unmarked().equals(other.unmarked());
    }

    private Json.Obj unmarked() {
        return new PodTemplate(withoutHash().without("annotations", MARKS)).json();
    }

    private Json.Obj without(String field, Set<String> names) {
        if (!(json.get("metadata") instanceof Json.Obj metadata) || !(metadata.get(field) instanceof Json.Obj values)) {
            return json;
        }
        var kept = new TreeMap<>(values.members());
        kept.keySet().removeAll(names);
        var rest = new TreeMap<>(metadata.members());
        if (kept.isEmpty()) {
            rest.remove(field);
        } else {
            rest.put(field, new Json.Obj(kept));
        }
        return json.with("metadata", new Json.Obj(rest));
    }

    /** The same for equal templates, regardless of the order of members. */
    public String hash() {
        return Sha256.hex(json.text()).substring(0, 32);
    }

    /** Members in order, without nulls. */
    private static Json plain(Json value) {
        return switch (value) {
            case Json.Obj(var members) -> {
                var kept = new TreeMap<String, Json>();
                members.forEach((name, member) -> kept.put(name, plain(member)));
                kept.values().removeIf(Json.Null.class::isInstance);
                yield new Json.Obj(kept);
            }
            case Json.Arr(var items) ->
                new Json.Arr(items.stream().map(PodTemplate::plain).toList());
            case Json.Str ignored -> value;
            case Json.Num ignored -> value;
            case Json.Bool ignored -> value;
            case Json.Null ignored -> value;
        };
    }

    /** It may contain secrets. */
    @Override
    public String toString() {
        return "pod template " + hash();
    }
}
