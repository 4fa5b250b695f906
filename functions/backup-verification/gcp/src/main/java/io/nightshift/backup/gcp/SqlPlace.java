package io.nightshift.backup.gcp;

import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.Optional;

/**
 * The entry's {@code restore}: where instances are restored. Clones have network, tier and zone of their source.
 *
 * @param network {@code projects/PROJECT/global/networks/NAME}: private addresses only
 * @param tier {@code db-custom-2-7680}; empty for that of the backup
 * @param zone empty for any
 * @param database to connect to
 */
record SqlPlace(String network, Optional<String> tier, Optional<String> zone, String database) {

    /** The user whose password is set, and a database: every PostgreSQL of Cloud SQL has both. */
    static final String POSTGRES = "postgres";

    static SqlPlace of(ProtectedDatabase database) throws CallFailed {
        var place = View.of(database.place());
        try {
            return new SqlPlace(
                    place.at("network").nonBlank(),
                    place.at("tier").optionalText(),
                    place.at("zone").optionalText(),
                    place.at("database").textOr(POSTGRES));
        } catch (JsonException e) {
            throw new CallFailed(
                    Problem.permanent("BadPlace", "backups." + database.entry() + ".restore: " + e.getMessage()));
        }
    }
}
