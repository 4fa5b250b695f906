package io.nightshift.remediation.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.remediation.action.RestartDeployment;
import io.nightshift.remediation.action.RollBackDeployment;
import io.nightshift.sandbox.wire.WireRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The verbs that the documented Role allows are those of the calls that are made: nothing is missing or too much. */
final class PermissionsTest {

    private static final Pattern PATH =
            Pattern.compile("/apis/apps/v1/namespaces/[^/]+/(deployments|replicasets)(/[^/]+)?");
    private static final Pattern RULE =
            Pattern.compile("resources: \\[(deployments|replicasets)]\\s+verbs: \\[([a-z, ]+)]");

    /**
     * How the Role's verbs are called in GKE's IAM.
     *
     * @see <a href="https://cloud.google.com/iam/docs/roles-permissions/container">Kubernetes Engine permissions</a>
     */
    private static final Map<String, String> IN_GKE = Map.of(
            "get deployments", "container.deployments.get",
            "patch deployments", "container.deployments.update",
            "list replicasets", "container.replicaSets.list");

    private final SmallCluster cluster = new SmallCluster();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void theDocumentedRoleIsWhatIsAskedFor() throws IOException {
        throughout(new RestartDeployment(SmallCluster.frontend()));
        var back = new RollBackDeployment(SmallCluster.frontend());
        back.undo(throughout(back)).ifPresent(this::throughout);
        cluster.health();

        var page = Files.readString(Path.of(System.getProperty("nightshift.root"), "docs", "remediation.md"));
        var allowed = new TreeSet<String>();
        RULE.matcher(page).results().forEach(rule -> {
            for (var verb : rule.group(2).split(", ")) {
                allowed.add(verb + " " + rule.group(1));
            }
        });
        assertThat(verbs()).isEqualTo(allowed);
    }

    @Test
    void whatAnActionStatesForGkeIsWhatItAsksFor() {
        states(new RestartDeployment(SmallCluster.frontend()));
        states(new RollBackDeployment(SmallCluster.frontend()));
    }

    private void states(Action action) {
        cluster.server.wire().forgetRequests();
        var capsule = throughout(action);
        action.undo(capsule).ifPresent(this::throughout);
        var asked =
                verbs().stream().map(verb -> IN_GKE.getOrDefault(verb, verb)).collect(Collectors.toSet());
        assertThat(action.type().permissions().getOrDefault(Cloud.GCP, List.of()))
                .containsExactlyInAnyOrderElementsOf(asked);
    }

    private Json.Obj throughout(Action action) {
        var capsule = cluster.before(action).capsule();
        assertThat(cluster.actor.perform(action, SmallCluster.KEY, capsule)).isInstanceOf(Performed.Done.class);
        cluster.actor.probe(action, SmallCluster.KEY, capsule);
        cluster.server.settle();
        return capsule;
    }

    private Set<String> verbs() {
        return cluster.server.wire().requests().stream()
                .map(PermissionsTest::verb)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String verb(WireRequest request) {
        var path = PATH.matcher(request.path());
        assertThat(path.matches()).as(request.toString()).isTrue();
        boolean one = path.group(2) != null;
        var verb = request.method().equals("GET") ? one ? "get" : "list" : "patch";
        return verb + " " + path.group(1);
    }
}
