package io.nightshift.cost.billing;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/**
 * How reservations, savings plans and committed use were used in a month.
 *
 * @param commitments the most wasteful first
 * @param services that any commitment covers, the one with the most uncovered cost first
 */
public record CommitmentCosts(List<Commitment> commitments, List<Coverage> services) {

    public static final CommitmentCosts NONE = new CommitmentCosts(List.of(), List.of());

    public CommitmentCosts {
        commitments = List.copyOf(commitments);
        services = List.copyOf(services);
    }

    /**
     * One commitment.
     *
     * @param used what its usage cost
     * @param unused what it cost for nothing
     */
    public record Commitment(String id, String provider, String currency, double used, double unused) {

        /** In percent; 100 if it costs nothing. */
        public long utilization() {
            return used + unused <= 0 ? 100 : Math.round(100 * used / (used + unused));
        }
    }

    /**
     * A service, at list prices where the files have them.
     *
     * @param uncovered usage on demand; spot is left out
     */
    public record Coverage(String service, String provider, String currency, double covered, double uncovered) {

        /** In percent. */
        public long percent() {
            return Math.round(100 * covered / (covered + uncovered));
        }
    }

    public static CommitmentCosts read(List<Path> paths, YearMonth month) throws BillingException {
        return DetailFiles.read(
                paths,
                "day DATE, provider VARCHAR, service VARCHAR, currency VARCHAR, commitment VARCHAR, used DOUBLE, unused DOUBLE,"
                        + " covered DOUBLE, uncovered DOUBLE",
                DetailColumns::commitments,
                statement -> of(statement, month));
    }

    private static CommitmentCosts of(Statement statement, YearMonth month) throws SQLException {
        var in = " WHERE day BETWEEN '" + month.atDay(1) + "' AND '" + month.atEndOfMonth() + "' ";
        var commitments = new ArrayList<Commitment>();
        try (var rows =
                statement.executeQuery("SELECT commitment, provider, currency, sum(used) AS used, sum(unused) AS unused"
                        + " FROM rows" + in + "AND commitment <> '' GROUP BY ALL HAVING used <> 0 OR unused <> 0"
                        + " ORDER BY unused DESC, used DESC, commitment")) {
            while (rows.next()) {
                commitments.add(new Commitment(
                        rows.getString("commitment"),
                        rows.getString("provider"),
                        rows.getString("currency"),
                        rows.getDouble("used"),
                        rows.getDouble("unused")));
            }
        }
        var services = new ArrayList<Coverage>();
        try (var rows = statement.executeQuery("SELECT service, provider, currency, sum(covered) AS covered,"
                + " sum(uncovered) AS uncovered FROM rows" + in
                + "GROUP BY ALL HAVING covered > 0.005 ORDER BY uncovered DESC, service")) {
            while (rows.next()) {
                services.add(coverage(rows));
            }
        }
        return new CommitmentCosts(commitments, services);
    }

    private static Coverage coverage(ResultSet rows) throws SQLException {
        return new Coverage(
                rows.getString("service"),
                rows.getString("provider"),
                rows.getString("currency"),
                rows.getDouble("covered"),
                Math.max(0, rows.getDouble("uncovered")));
    }
}
