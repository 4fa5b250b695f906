package io.nightshift.rotation.aws;

import static io.nightshift.aws.IamStatement.allow;

import io.nightshift.aws.AwsRole;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.rotation.action.CredentialStep;
import io.nightshift.rotation.action.RollConsumer;
import io.nightshift.rotation.policy.SecretPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What rotation's role allows, limited to the secrets that the policy names. */
public final class RotationStatements {

    private RotationStatements() {}

    /** The permissions for the calls to Secrets Manager. */
    static Set<String> secretPermissions() {
        return permissions("secretsmanager:");
    }

    /** The permissions for the calls to IAM. */
    static Set<String> keyPermissions() {
        return permissions("iam:");
    }

    private static Set<String> permissions(String service) {
        return Stream.of(CredentialStep.values())
                .flatMap(step -> step.type().permissions().getOrDefault(Cloud.AWS, List.of()).stream())
                .filter(permission -> permission.startsWith(service))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Set<String> consumerPermissions(String service) {
        return RollConsumer.TYPE.permissions().getOrDefault(Cloud.AWS, List.of()).stream()
                .filter(permission -> permission.startsWith(service))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** @param entries of the policy; without one, every secret of the account */
    public static List<Json> of(AwsRole role, List<SecretPolicy> entries) {
        var arns = new TreeSet<String>();
        for (var entry : entries) {
            if (entry.kind().equals(Kinds.SECRET)) {
                arns.add(arn(role, entry.secret().toString()));
                entry.admin().ifPresent(admin -> arns.add(arn(role, admin)));
            }
        }
        if (arns.isEmpty()) {
            arns.add(arn(role, "*"));
        }
        var statements = new ArrayList<Json>();
        statements.add(allow("RotateSecrets", secretPermissions(), arns));
        statements.add(allow("RestartConsumers", consumerPermissions("ecs:"), List.of(role.arn("ecs", "service/*"))));
        statements.add(
                allow("RestartFunctions", consumerPermissions("lambda:"), List.of(role.arn("lambda", "function:*"))));
        if (entries.isEmpty() || entries.stream().anyMatch(SecretPolicy::isAccessKey)) {
            statements.add(allow(
                    "RotateAccessKeys",
                    keyPermissions(),
                    List.of("arn:%s:iam::%s:user/*".formatted(role.partition(), role.account()))));
        }
        return statements;
    }

    /** The service adds a dash and six characters to a name. */
    private static String arn(AwsRole role, String name) {
        return role.arn("secretsmanager", "secret:" + name + (name.endsWith("*") ? "" : "-??????"));
    }
}
