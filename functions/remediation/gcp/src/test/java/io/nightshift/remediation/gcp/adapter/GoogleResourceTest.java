package io.nightshift.remediation.gcp.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.JsonRest;
import io.nightshift.sandbox.wire.FastRetries;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GoogleResourceTest {

    private static final JsonRest REST =
            new JsonRest(new GcpClients(Optional.empty(), Optional.empty(), Optional.empty(), FastRetries.POLICY));

    private static GoogleResource named(String kind, String name) throws CallFailed {
        return GoogleResource.of(REST, new Resource(Origin.gcp("shop-prod", "europe-west1"), kind, name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/../b", "a?b=c", "a#b", "a b", "a%2fb", "a//b", "/a", "a/", "a\\b", "a:b"})
    void refusesANameThatLeadsElsewhere(String name) {
        assertThatThrownBy(() -> named(Kinds.GCE_SNAPSHOT, name))
                .isInstanceOfSatisfying(
                        CallFailed.class,
                        failed -> assertThat(failed.problem().code()).isEqualTo("BadName"));
    }

    @ParameterizedTest
    @CsvSource({
        "gce:instance, europe-west1-b/web-1",
        "gce:snapshot, nightly-2026.11_29",
        "gcs:bucket, shop.example_assets",
        "iam:service-account-key, deploy@shop-prod.iam.gserviceaccount.com/0a1b2c"
    })
    void takesTheNamesOfGoogle(String kind, String name) throws CallFailed {
        assertThat(named(kind, name).target().name()).isEqualTo(name);
    }
}
