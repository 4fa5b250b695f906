package io.nightshift.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.JsonException;
import io.nightshift.sandbox.contract.EvaluatedInfra;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The Firestore module of {@code infra/gcp/modules/ledger} knows every collection of the ledger, and the fields that no list needs. */
final class LedgerModuleTest {

    private static final EvaluatedInfra MODULE = EvaluatedInfra.of("gcp-modules-ledger");

    @Test
    void documentsOfEveryCollectionExpire() throws JsonException {
        var collections = new TreeSet<String>();
        for (var field : MODULE.ofType("google_firestore_field").entrySet()) {
            if (field.getKey().contains(".expiry[")) {
                assertThat(field.getValue().at("field").text()).isEqualTo("expires");
                collections.add(field.getValue().at("collection").text());
            }
        }
        assertThat(collections).isEqualTo(FirestoreDocuments.collections("nightshift-"));
    }

    @Test
    void fieldsThatTheLedgerSearchesKeepTheirIndex() throws JsonException {
        var unindexed = new TreeSet<String>();
        for (var field : MODULE.ofType("google_firestore_field").values()) {
            unindexed.add(field.at("field").text());
        }
        assertThat(unindexed)
                .isEqualTo(Set.of(FirestoreDocuments.BODY, FirestoreDocuments.TURN, "expires"))
                .doesNotContain(FirestoreDocuments.STARTED, FirestoreDocuments.DUE);
    }
}
