package io.nightshift.chatops.aws;

import io.nightshift.api.HttpApiSettings;
import io.nightshift.aws.entry.AwsConfiguration;
import io.nightshift.aws.entry.AwsEnvironment;
import io.nightshift.chat.ChatFunction;
import io.nightshift.chat.ChatSettings;
import io.nightshift.console.signin.SignInSettings;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.PolicySections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The configuration of the function of chats.
 *
 * @param httpApi signs the links of approvers
 * @param signIn signs people in to the console; without it there is none
 * @param functions those to order, by the names of their playbooks
 */
record AwsChatSettings(
        AwsConfiguration configuration,
        ChatSettings chat,
        HttpApiSettings httpApi,
        Optional<SignInSettings> signIn,
        Map<String, String> functions) {

    /** In addition to those of every function on AWS. */
    static final List<EnvironmentVariable> KEYS = Stream.of(
                    ChatSettings.KEYS,
                    SignInSettings.KEYS,
                    HttpApiSettings.keys("not used by this function."),
                    List.of(ChatFunction.KEY))
            .flatMap(List::stream)
            .toList();

    /** @throws IllegalStateException with every problem on its own line */
    static AwsChatSettings read(Map<String, String> variables) {
        var environment = AwsEnvironment.of(variables, KEYS);
        var chat = ChatSettings.read(environment.variables());
        var httpApi = HttpApiSettings.read(environment.variables());
        var signIn = SignInSettings.read(environment.variables());
        var functions = ChatFunction.functions(environment.variables());
        return new AwsChatSettings(
                environment.configuration(PolicySections.parser()), chat, httpApi, signIn, functions);
    }
}
