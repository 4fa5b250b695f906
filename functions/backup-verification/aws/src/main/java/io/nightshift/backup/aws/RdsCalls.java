package io.nightshift.backup.aws;

import io.nightshift.aws.AwsCalls;
import io.nightshift.backup.runtime.BackupSource;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.services.rds.model.Tag;

/** Calls of RDS, with its refusals in the terms of {@link BackupSource}. Some of its codes end with {@code Fault}. */
final class RdsCalls {

    static final String EXISTS = "DBInstanceAlreadyExists";

    private static final Set<String> TAKEN = Set.of(EXISTS, "DBClusterAlreadyExists");
    private static final Set<String> ABSENT = Set.of("DBInstanceNotFound", "DBClusterNotFound");
    private static final Set<String> NO_BACKUP =
            Set.of("DBSnapshotNotFound", "DBClusterSnapshotNotFound", "PointInTimeRestoreNotEnabled");

    /** Another operation is under way, or others have to give something back first. */
    private static final Set<String> PASSING = Set.of(
            "InvalidDBInstanceState",
            "InvalidDBClusterState",
            "InsufficientDBInstanceCapacity",
            "InsufficientDBClusterCapacity",
            "InsufficientStorageClusterCapacity",
            "InstanceQuotaExceeded",
            "DBClusterQuotaExceeded",
            "StorageQuotaExceeded");

    private RdsCalls() {}

    static <T> T change(Supplier<T> call) throws CallFailed {
        try {
            return AwsCalls.change(call);
        } catch (CallFailed e) {
            throw new CallFailed(inOurTerms(e.problem()));
        }
    }

    /** Empty if RDS has nothing of that name. */
    static <T> Optional<T> find(Supplier<T> call) throws CallFailed {
        try {
            return Optional.of(AwsCalls.read(call));
        } catch (CallFailed e) {
            if (ABSENT.contains(code(e.problem()))) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Problem inOurTerms(Problem problem) {
        var code = code(problem);
        if (NO_BACKUP.contains(code)) {
            return Problem.permanent(BackupSource.NO_BACKUP, problem.message());
        }
        return PASSING.contains(code)
                ? Problem.transientFault(code, problem.message())
                : new Problem(code, problem.message(), problem.retryable(), problem.mayHaveHappened());
    }

    static boolean isTaken(CallFailed failed) {
        return TAKEN.contains(code(failed.problem()));
    }

    static boolean isAbsent(CallFailed failed) {
        return ABSENT.contains(code(failed.problem()));
    }

    private static String code(Problem problem) {
        var code = problem.code();
        return code.endsWith("Fault") ? code.substring(0, code.length() - "Fault".length()) : code;
    }

    static List<Tag> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    static Map<String, String> tags(List<Tag> tags) {
        var all = new TreeMap<String, String>();
        tags.forEach(tag -> all.put(tag.key(), tag.value()));
        return all;
    }
}
