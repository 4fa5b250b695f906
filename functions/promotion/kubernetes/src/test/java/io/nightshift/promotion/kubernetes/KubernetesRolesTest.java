package io.nightshift.promotion.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.plan.PlanRequirements;
import io.nightshift.promotion.sandbox.Plans;
import io.nightshift.promotion.sandbox.TargetUnderTest;
import io.nightshift.sandbox.wire.WireRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the Roles allow is what is asked for on the wire, and what the page says: nothing is missing, nothing is too much. */
final class KubernetesRolesTest {

    private static final IdempotencyKey KEY = new IdempotencyKey("promotion-0123456789ab", 4);
    private static final Pattern PATH = Pattern.compile("(?:/namespaces/[^/]+)?/([a-z]+)(?:/([^/]+))?$");
    private static final Pattern RULE = Pattern.compile("resources: \\[([a-z]+)]\\s+verbs: \\[([a-z, ]+)]");

    private final PairStand stand = new PairStand();

    @AfterEach
    void close() {
        stand.close();
    }

    /** There and back, and there again to the end. */
    private Set<String> asked() throws CallFailed {
        stand.server.node("one", "amd64", Map.of());
        var settings = stand.settings().with("platforms", Json.strings(List.of("linux/amd64")));
        var platform = stand.platform();
        var target = stand.target();
        var blank = new Rollout(PairStand.IMAGE, TargetUnderTest.NEW, "", Json.obj(), settings);
        platform.tags(target, blank);
        var rollout = new Rollout(
                blank.image(),
                blank.digest(),
                "",
                platform.preflight(target, blank).baseline(),
                settings);
        for (int percent : List.of(20, 100)) {
            platform.deploy(target, rollout, KEY);
            platform.deployed(target, rollout);
            stand.settle();
            platform.deployed(target, rollout);
            platform.shift(target, rollout, percent, KEY);
            platform.exposure(target, rollout);
            if (percent < 100) {
                platform.takeBack(target, rollout, KEY);
                stand.settle();
                platform.takeBack(target, rollout, KEY);
                stand.settle();
            }
        }
        retire(rollout);
        var asked = new TreeSet<String>();
        stand.server.wire().requests().forEach(request -> asked.add(said(request)));
        return asked;
    }

    private void retire(Rollout rollout) throws CallFailed {
        for (int attempt = 1; ; attempt++) {
            stand.settle();
            try {
                stand.platform().retire(stand.target(), rollout, KEY);
                return;
            } catch (CallFailed e) {
                if (!e.problem().retryable() || attempt == 5) {
                    throw e;
                }
            }
        }
    }

    /** {@code get services frontend}. */
    private static String said(WireRequest request) {
        var path = PATH.matcher(request.path());
        assertThat(path.find()).as(request.toString()).isTrue();
        boolean list = request.method().equals("GET") && path.group(2) == null;
        return list
                ? "list " + path.group(1)
                : (request.method().equals("GET") ? "get " : "patch ") + path.group(1) + " " + path.group(2);
    }

    private static PlanRequirements uses(Resource target, Json.Obj with) throws JsonException {
        return new PlanRequirements(
                List.of(PlanRequirements.Service.of(Plans.of(PairStand.IMAGE, target, with, Json.obj()))));
    }

    @Test
    void whatIsAllowedIsWhatIsAskedForByItsName() throws CallFailed, JsonException {
        var allowed = new TreeSet<String>();
        for (var role : KubernetesRoles.of(uses(stand.target(), stand.settings()))) {
            for (var rule : View.of(role).at("rules").items()) {
                for (var verb : rule.at("verbs").items()) {
                    var what = verb.text() + " " + rule.at("resources").at(0).text();
                    if (!rule.at("resourceNames").exists()) {
                        allowed.add(what);
                    }
                    for (var name : rule.at("resourceNames").items()) {
                        allowed.add(what + " " + name.text());
                    }
                }
            }
        }
        assertThat(asked()).isEqualTo(allowed);
    }

    @Test
    void thePageSaysTheSameWithoutNames() throws CallFailed, IOException {
        var page =
                Files.readString(Path.of(System.getProperty("nightshift.root"), "docs", "promotion-google-cloud.md"));
        var documented = new TreeSet<String>();
        RULE.matcher(page).results().forEach(rule -> {
            for (var verb : rule.group(2).split(", ")) {
                documented.add(verb + " " + rule.group(1));
            }
        });
        var asked = new TreeSet<String>();
        asked().forEach(one -> asked.add(one.split(" ")[0] + " " + one.split(" ")[1]));
        assertThat(documented).isEqualTo(asked);
    }

    @Test
    void aClusterOfGoogleIsNamedAndNamesOfTheSettingsCount() throws CallFailed, JsonException {
        var roles = KubernetesRoles.of(uses(PairStand.inGke(), Json.obj().with("route", "public")));
        assertThat(roles).hasSize(2);
        assertThat(roles.getFirst().text())
                .contains(
                        "\"namespace\":\"shop\"",
                        "{\"nightshift/cluster\":\"main\"}",
                        "\"resourceNames\":[\"public\"]");
        assertThat(roles.getLast().text()).contains("ClusterRole", "nodes").doesNotContain("namespace");
    }

    @Test
    void aSettingThatIsNoNameIsRefused() {
        assertThatThrownBy(
                        () -> KubernetesRoles.of(uses(stand.target(), Json.obj().with("route", "../secrets"))))
                .isInstanceOf(CallFailed.class);
    }
}
