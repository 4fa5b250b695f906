package io.nightshift.remediation.kubernetes;

import io.nightshift.core.json.Json;
import io.nightshift.core.run.Sha256;
import java.util.Set;
import java.util.TreeMap;

/**
 * The pod template of a deployment or replica set, as the API server gave it. Environment values in it may be secrets: it
 * goes back to the API server and nowhere else; a ledger gets its hash.
 */
record PodTemplate(Json.Obj json) {

    /** The label by which the controller tells replica sets apart; a deployment's own template has none. */
    private static final String HASH_LABEL = "pod-template-hash";

    static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";

    /** Whose value is the idempotency key of an act of ours. */
    static final String ACT = "nightshift.io/act";

    private static final Set<String> MARKS = Set.of(RESTARTED_AT, ACT);

    /** A member that is null means the same as none; older servers give a null {@code creationTimestamp}. */
    PodTemplate {
        json = (Json.Obj) plain(json);
    }

    /** As a deployment has it. */
    PodTemplate withoutHash() {
        return new PodTemplate(without("labels", Set.of(HASH_LABEL)));
    }

    /**
     * Reports whether a deployment of one would run what the other runs: a restart alone makes another revision of
     * the same.
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

    /** The same for equal templates, whatever the order of their members. */
    String hash() {
        return Sha256.hex(json.text()).substring(0, 32);
    }

    /** Members in order, and none that is null. */
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

    /** Secrets may be in it. */
    @Override
    public String toString() {
        return "pod template " + hash();
    }
}
