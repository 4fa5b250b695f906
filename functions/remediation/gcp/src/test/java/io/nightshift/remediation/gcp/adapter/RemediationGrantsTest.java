package io.nightshift.remediation.gcp.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.ActionType;
import io.nightshift.gcp.GcpRole;
import io.nightshift.gcp.RoleGrant;
import io.nightshift.remediation.Remediation;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RemediationGrantsTest {

    private static final GcpRole ROLE = GcpRole.of("shop-prod");

    private static List<ActionType> actions(String... names) {
        return Remediation.CATALOGUE.types().stream()
                .filter(type -> Set.of(names).contains(type.name()))
                .toList();
    }

    private static RoleGrant grant(List<RoleGrant> grants, String name) {
        return grants.stream()
                .filter(grant -> grant.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anActionGetsWhatItCallsAndNothingOfOthers() {
        var grants = RemediationGrants.of(ROLE, actions("restart-sql"), List.of());
        assertThat(grant(grants, "remediation").permissions())
                .containsExactly("cloudsql.instances.get", "cloudsql.instances.list", "cloudsql.instances.restart");
        assertThat(grants).extracting(RoleGrant::name).doesNotContain("update");
    }

    @Test
    void whoeverUpdatesAServiceActsAsItsAccountAndNoOther() {
        var grants = RemediationGrants.of(ROLE, actions("shift-traffic-back"), List.of());
        assertThat(grant(grants, "update").permissions()).containsExactly("iam.serviceAccounts.actAs");
        assertThat(grant(grants, "remediation").permissions())
                .contains("run.services.update")
                .doesNotContain("iam.serviceAccounts.actAs");
    }

    @Test
    void itsOwnPartsAreOnOneResourceEach() {
        var grants = RemediationGrants.of(ROLE, List.of(), List.of());
        assertThat(grants).extracting(RoleGrant::name).containsExactly("ledger", "timers", "wake", "dead letters");
        assertThat(grant(grants, "ledger").condition())
                .isEqualTo("resource.name == \"projects/shop-prod/databases/(default)\"");
        assertThat(grant(grants, "dead letters").toJson().text())
                .isEqualTo(
                        "{\"on\":\"projects/shop-prod/topics/TOPIC\",\"role\":{\"title\":\"Nightshift: dead letters\","
                                + "\"stage\":\"GA\",\"includedPermissions\":[\"pubsub.topics.publish\"]}}");
    }
}
