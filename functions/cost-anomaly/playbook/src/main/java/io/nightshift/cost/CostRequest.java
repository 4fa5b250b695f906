package io.nightshift.cost;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.cost.anomaly.AnomalyChange;
import java.util.Optional;

/**
 * What a request of this function says.
 *
 * @param change of an anomaly; empty for a scan
 */
public record CostRequest(Kind kind, Optional<AnomalyChange> change) {

    /** What is requested. */
    public enum Kind {
        /** Read the newest costs of an entry. */
        SCAN,
        /** Send the digest of an entry. */
        DIGEST,
        /** An export shows something of this anomaly. */
        ANOMALY,
        /** The digest told this anomaly. */
        DIGESTED
    }

    public static CostRequest scan() {
        return new CostRequest(Kind.SCAN, Optional.empty());
    }

    public static CostRequest digest() {
        return new CostRequest(Kind.DIGEST, Optional.empty());
    }

    static CostRequest digested() {
        return new CostRequest(Kind.DIGESTED, Optional.empty());
    }

    static CostRequest of(AnomalyChange change) {
        return new CostRequest(Kind.ANOMALY, Optional.of(change));
    }

    public Json.Obj toJson() {
        var json = Json.obj().with("kind", kind.name());
        return change.map(found -> json.with("change", found.toJson())).orElse(json);
    }

    public static CostRequest read(Json.Obj json) throws JsonException {
        var view = View.of(json);
        return new CostRequest(
                view.at("kind").constant(Kind.class),
                view.at("change").exists() ? Optional.of(AnomalyChange.read(view.at("change"))) : Optional.empty());
    }
}
