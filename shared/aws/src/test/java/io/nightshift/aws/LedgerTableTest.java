package io.nightshift.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.sandbox.contract.EvaluatedInfra;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Terraform's table of the ledger against the code's. */
final class LedgerTableTest {

    private static final EvaluatedInfra INFRA = EvaluatedInfra.of("aws-modules-nightshift");

    private static View attribute(String name) {
        return INFRA.attribute("module.ledger.aws_dynamodb_table.this", name);
    }

    @Test
    void hasTheKeysAndTheTimeToLiveOfTheCode() throws JsonException {
        assertThat(attribute("hash_key").text()).isEqualTo(DynamoDbTable.PK);
        assertThat(attribute("range_key").text()).isEqualTo(DynamoDbTable.SK);
        assertThat(attribute("billing_mode").text()).isEqualTo("PAY_PER_REQUEST");
        assertThat(attribute("ttl").at(0).at("attribute_name").text()).isEqualTo(DynamoDbTable.EXPIRES);
        assertThat(attribute("ttl").at(0).at("enabled").bool()).isTrue();
    }

    @Test
    void hasTheIndexesOfTheCode() throws JsonException {
        var indexes = new ArrayList<List<String>>();
        for (var index : attribute("global_secondary_index").items()) {
            indexes.add(List.of(
                    index.at("name").text(),
                    index.at("hash_key").text(),
                    index.at("range_key").text()));
            assertThat(index.at("projection_type").text()).isEqualTo("KEYS_ONLY");
        }
        indexes.sort(Comparator.comparing(List::getFirst));
        assertThat(indexes)
                .isEqualTo(Stream.of(DynamoDbTable.Index.values())
                        .map(index -> List.of(index.title, index.shard, index.key))
                        .sorted(Comparator.comparing(List::getFirst))
                        .toList());
    }

    @Test
    void declaresAllKeysAsStrings() throws JsonException {
        var declared = new ArrayList<String>();
        for (var attribute : attribute("attribute").items()) {
            assertThat(attribute.at("type").text()).isEqualTo("S");
            declared.add(attribute.at("name").text());
        }
        var ofIndexes = Stream.of(DynamoDbTable.Index.values()).flatMap(index -> Stream.of(index.shard, index.key));
        assertThat(declared)
                .containsExactlyInAnyOrder(Stream.concat(Stream.of(DynamoDbTable.PK, DynamoDbTable.SK), ofIndexes)
                        .toArray(String[]::new));
    }
}
