package io.nightshift.aws.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever the functions can be told, {@code infra/aws} can tell them. */
final class TerraformVariablesTest {

    /** Lambda sets the region itself, and only tests name a stand-in. */
    private static final Set<String> NOT_IN_TERRAFORM = Set.of("NIGHTSHIFT_REGION", "NIGHTSHIFT_AWS_ENDPOINT");

    @Test
    void everyVariableOfTheCodeIsInTerraform() throws IOException {
        var module = Path.of(System.getProperty("nightshift.root"), "infra/aws/modules/nightshift/main.tf");
        var terraform = Files.readString(module);
        var absent = Stream.concat(AwsEnvironment.KEYS.stream(), Variables.KEYS.stream())
                .map(EnvironmentVariable::name)
                .filter(name -> !Pattern.compile("\\b" + name + "\\b")
                        .matcher(terraform)
                        .find());
        assertThat(absent).containsExactlyInAnyOrderElementsOf(NOT_IN_TERRAFORM);
    }
}
