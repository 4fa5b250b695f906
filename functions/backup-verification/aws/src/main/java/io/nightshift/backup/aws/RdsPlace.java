package io.nightshift.backup.aws;

import io.nightshift.aws.AwsCalls;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.List;
import java.util.Optional;

/**
 * The entry's {@code restore}: where databases are restored.
 *
 * @param instanceClass {@code db.t4g.medium}; empty for that of the source
 * @param subnetGroup without a route from outside; empty for that of the source
 * @param securityGroups that let this function in, and nobody else; empty for the default one, of which the policy warns
 * @param parameterGroup of instances or of clusters; empty for the default one
 * @param database to connect to
 */
record RdsPlace(
        Optional<String> instanceClass,
        Optional<String> subnetGroup,
        List<String> securityGroups,
        Optional<String> parameterGroup,
        String database) {

    /** What every PostgreSQL has. */
    private static final String POSTGRES = "postgres";

    static RdsPlace of(ProtectedDatabase database) throws CallFailed {
        var place = View.of(database.place());
        try {
            var groups = place.at("security-groups");
            return new RdsPlace(
                    place.at("class").optionalText(),
                    place.at("subnet-group").optionalText(),
                    groups.exists() ? groups.strings() : List.of(),
                    place.at("parameter-group").optionalText(),
                    place.at("database").textOr(POSTGRES));
        } catch (JsonException e) {
            throw AwsCalls.refused("BadPlace", "backups." + database.entry() + ".restore: " + e.getMessage());
        }
    }

    /** The instance of a cluster has no source. */
    String neededClass() throws CallFailed {
        if (instanceClass.isEmpty()) {
            throw AwsCalls.refused(
                    "BadPlace",
                    "restore.class is missing: the instance of a restored cluster needs one, such as db.t4g.medium");
        }
        return instanceClass.get();
    }
}
