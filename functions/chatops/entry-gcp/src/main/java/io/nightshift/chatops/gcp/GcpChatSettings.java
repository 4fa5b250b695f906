package io.nightshift.chatops.gcp;

import io.nightshift.api.HttpApiSettings;
import io.nightshift.chat.ChatFunction;
import io.nightshift.chat.ChatSettings;
import io.nightshift.console.signin.SignInSettings;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.PolicySections;
import io.nightshift.gcp.entry.GcpConfiguration;
import io.nightshift.gcp.entry.GcpEnvironment;
import io.nightshift.gcp.entry.ServedRoutes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The configuration of the function, read once. Its two deployments, the public one and the one behind Cloud Run's check of the caller,
 * have the same.
 *
 * @param httpApi signs the links of approvers
 * @param signIn signs people in to the console; without it there is none
 * @param serves what this deployment serves
 * @param functions those to order, by the names of their playbooks
 */
record GcpChatSettings(
        GcpConfiguration cloud,
        ChatSettings chat,
        HttpApiSettings httpApi,
        Optional<SignInSettings> signIn,
        ServedRoutes serves,
        Map<String, String> functions) {

    /** In addition to those of every function on Google Cloud. */
    static final List<EnvironmentVariable> OWN = Stream.of(
                    ChatSettings.KEYS,
                    SignInSettings.KEYS,
                    HttpApiSettings.keys("not used by this function."),
                    List.of(ChatFunction.KEY, ServedRoutes.KEY))
            .flatMap(List::stream)
            .toList();

    static final List<EnvironmentVariable> KEYS =
            Stream.concat(GcpEnvironment.KEYS.stream(), OWN.stream()).toList();

    /** @throws IllegalStateException with every problem on its own line */
    static GcpChatSettings read(Map<String, String> environment) {
        var variables = GcpEnvironment.variables(environment);
        variables.refuseUnknown(KEYS);
        var cloud = GcpEnvironment.configuration(variables, variables.common(PolicySections.parser()));
        var chat = ChatSettings.read(variables);
        var httpApi = HttpApiSettings.read(variables);
        var signIn = SignInSettings.read(variables);
        var functions = ChatFunction.functions(variables);
        var serves = ServedRoutes.read(variables);
        variables.check();
        return new GcpChatSettings(cloud.orElseThrow(), chat, httpApi, signIn, serves, functions);
    }
}
