package io.nightshift.local.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.nightshift.policy.PolicySchema;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The published schema, as an editor applies it. */
final class Schemas {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(PolicySchema.text(FullPolicies.SECTIONS));

    private Schemas() {}

    static List<String> errors(JsonNode document) {
        return SCHEMA.validate(document).stream()
                .map(ValidationMessage::toString)
                .toList();
    }

    static List<String> errors(String yaml) {
        return errors(node(yaml));
    }

    static JsonNode node(String yaml) {
        return MAPPER.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }
}
