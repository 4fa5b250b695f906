package io.nightshift.backup.gcp;

import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.Optional;

/**
 * Where instances are restored.
 *
 * @param network {@code projects/PROJECT/global/networks/NAME}: private addresses only
 * @param range of addresses in that network; empty for any
 * @param tier {@code db-custom-2-7680}; clones have that of their source
 * @param region empty for that of the backup; clones are in that of their source
 * @param database to connect to
 * @param user whose password is set
 */
record SqlPlace(
        String network,
        Optional<String> range,
        String tier,
        Optional<String> region,
        String database,
        String user) {

    /** What every PostgreSQL of Cloud SQL has. */
    private static final String POSTGRES = "postgres";

    static SqlPlace of(ProtectedDatabase database) throws CallFailed {
        var place = View.of(database.place());
        try {
            return new SqlPlace(
                    place.at("network").nonBlank(),
                    place.at("address-range").optionalText(),
                    place.at("tier").nonBlank(),
                    place.at("region").optionalText(),
                    place.at("database").textOr(POSTGRES),
                    place.at("user").textOr(POSTGRES));
        } catch (JsonException e) {
            throw new CallFailed(Problem.permanent(
                    "BadPlace", "backups." + database.entry() + ".restore: " + e.getMessage()));
        }
    }
}
