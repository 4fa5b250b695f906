package io.nightshift.backup.aws;

import io.nightshift.aws.AwsCalls;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where databases are restored. RDS would take the default security group and the class of the source, so none of these has a
 * default.
 *
 * @param instanceClass {@code db.t4g.medium}
 * @param subnetGroup without a route from outside
 * @param securityGroups that let this function in, and nobody else
 * @param parameterGroup of instances or of clusters; empty for the default one
 * @param database to connect to
 * @param authorities PEM file of RDS's authorities: the host name is verified
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html">RDS: certificate bundles</a>
 */
record RdsPlace(
        String instanceClass,
        String subnetGroup,
        List<String> securityGroups,
        Optional<String> parameterGroup,
        String database,
        Path authorities) {

    /** What every PostgreSQL has. */
    private static final String POSTGRES = "postgres";

    static RdsPlace of(ProtectedDatabase database) throws CallFailed {
        var place = View.of(database.place());
        try {
            var groups = place.at("security-groups").strings();
            if (groups.isEmpty()) {
                throw place.at("security-groups").wrong("at least one security group, such as sg-0a1b2c3d");
            }
            return new RdsPlace(
                    place.at("class").nonBlank(),
                    place.at("subnet-group").nonBlank(),
                    groups,
                    place.at("parameter-group").optionalText(),
                    place.at("database").textOr(POSTGRES),
                    Path.of(place.at("authorities").nonBlank()));
        } catch (JsonException e) {
            throw AwsCalls.refused("BadPlace", "backups." + database.entry() + ".restore: " + e.getMessage());
        }
    }
}
