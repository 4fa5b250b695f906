package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.aws.FakeResource.Database;
import io.nightshift.sandbox.aws.FakeResource.Item;
import java.util.List;

/** What RDS does with databases that are restored, get a password, or are deleted, when time passes. */
final class FakeDatabaseProgress {

    private static final String PENDING = "PendingPassword";

    private FakeDatabaseProgress() {}

    static void of(FakeAccount account) {
        account.all(Database.class).forEach(database -> settle(account, database));
        account.items("cluster/").forEach(cluster -> settle(account, cluster));
    }

    private static void settle(FakeAccount account, Database database) {
        if (database.status().equals("deleting")) {
            account.remove(database.key());
            account.remove(database.key() + "/attributes");
            return;
        }
        FakeSequences.next(account, database.key()).ifPresent(status -> account.place(database.in(status)));
        endPassword(account, database.key());
    }

    private static void settle(FakeAccount account, Item cluster) {
        if (cluster.text("Status").equals("deleting")) {
            account.remove(cluster.key());
            return;
        }
        FakeSequences.next(account, cluster.key()).ifPresent(status -> account.place(cluster.with("Status", status)));
        endPassword(account, cluster.key());
    }

    private static void endPassword(FakeAccount account, String key) {
        if (FakeSequences.ended(account, key) && account.item(pending(key)).isPresent()) {
            account.remove(pending(key));
        }
    }

    private static String pending(String key) {
        return "pending/" + key;
    }

    /** The password is set later; the status stays for a while, and says so only then. */
    static void setPassword(FakeAccount account, String key, AwsCall call) {
        var password = call.required("MasterUserPassword");
        if (password.length() < 8
                || password.chars().anyMatch(c -> c < 33 || c > 126 || c == '/' || c == '"' || c == '@')) {
            throw AwsError.invalid(call, "The parameter MasterUserPassword is not a valid password.");
        }
        account.change("set-password", Item.of(pending(key), Json.obj().with(PENDING, "****" + password.length())));
        FakeSequences.begin(account, key, List.of("resetting-master-credentials", "available"));
    }

    /** The element of a description. */
    static String password(FakeAccount account, String key) {
        return account.item(pending(key)).isPresent() ? Xml.text("MasterUserPassword", "****") : "";
    }

    /** @throws AwsError unless the caller says what becomes of the data */
    static void finalSnapshot(AwsCall call) {
        boolean skips =
                call.optional("SkipFinalSnapshot").filter("true"::equals).isPresent();
        if (!skips && call.optional("FinalDBSnapshotIdentifier").isEmpty()) {
            throw new AwsError(
                    400,
                    "InvalidParameterCombination",
                    "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.");
        }
    }

    static void unprotected(String protection) {
        if (protection.equals("true")) {
            throw new AwsError(
                    400, "InvalidParameterCombination", "Cannot delete protected DB Instance, please disable it");
        }
    }
}
