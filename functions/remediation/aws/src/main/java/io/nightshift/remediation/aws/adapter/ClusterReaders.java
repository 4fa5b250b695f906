package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsCalls;
import io.nightshift.aws.AwsRegionApis;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.execution.Setting;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterMember;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * The readers of an Aurora cluster that Nightshift added, by their names {@code CLUSTER-nightshift-N}. The call takes no token;
 * the name is chosen before the act, so that a repetition adds no other reader.
 */
record ClusterReaders(AwsRegionApis apis, DeclaredAction action) implements Setting {

    private static final String OURS = "-nightshift-";
    private static final int LAST_TIER = 15;

    private String cluster() {
        return action.target().name();
    }

    @Override
    public Optional<State> read() throws CallFailed {
        return AwsCalls.read(() -> DatabaseSettings.cluster(apis, cluster()).map(this::state));
    }

    private State state(DBCluster found) {
        var ours = new TreeSet<String>();
        for (var member : found.dbClusterMembers()) {
            if (member.dbInstanceIdentifier().startsWith(cluster() + OURS)) {
                ours.add(member.dbInstanceIdentifier());
            }
        }
        var wanted = new TreeSet<>(ours);
        wanted.add(next(ours));
        long readers = found.dbClusterMembers().stream()
                .filter(member -> !Boolean.TRUE.equals(member.isClusterWriter()))
                .count();
        return State.of(Tags.ofRds(found.tagList()), Json.strings(ours), Json.strings(wanted))
                .cannotIf(!found.engine().startsWith("aurora"), "it is no Aurora cluster")
                .cannotIf(
                        readers >= action.number("up-to"),
                        "it has %d readers; the limit is %d".formatted(readers, action.number("up-to")))
                .busyIf(writer(found).filter(ours::contains).isPresent(), "the reader to delete is the writer now")
                .busyIf(!"available".equals(found.status()), "the cluster is " + found.status());
    }

    private String next(TreeSet<String> ours) {
        return IntStream.rangeClosed(1, LAST_TIER)
                .mapToObj(number -> cluster() + OURS + number)
                .filter(name -> !ours.contains(name))
                .findFirst()
                .orElse(cluster() + OURS + LAST_TIER);
    }

    private static Optional<String> writer(DBCluster found) {
        return found.dbClusterMembers().stream()
                .filter(member -> Boolean.TRUE.equals(member.isClusterWriter()))
                .map(DBClusterMember::dbInstanceIdentifier)
                .findFirst();
    }

    @Override
    public void write(Json from, Json to) throws CallFailed {
        AwsCalls.change(() -> {
            names(to, from).forEach(this::add);
            names(from, to)
                    .forEach(name -> apis.rds()
                            .deleteDBInstance(request ->
                                    request.dbInstanceIdentifier(name).skipFinalSnapshot(true)));
            return to;
        });
    }

    private static List<String> names(Json list, Json other) {
        return SdkSetting.without(list, other).stream().map(SdkSetting::text).toList();
    }

    private void add(String name) {
        var found = DatabaseSettings.cluster(apis, cluster()).orElseThrow();
        var like = apis.rds()
                .describeDBInstances(
                        request -> request.dbInstanceIdentifier(writer(found).orElse("")))
                .dbInstances()
                .getFirst();
        apis.rds()
                .createDBInstance(request -> request.dbInstanceIdentifier(name)
                        .dbClusterIdentifier(cluster())
                        .dbInstanceClass(like.dbInstanceClass())
                        .engine(found.engine())
                        .promotionTier(LAST_TIER)
                        .tags(Tag.builder().key("nightshift").value("added").build()));
    }
}
