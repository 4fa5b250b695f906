package io.nightshift.chatops.gcp;

import io.nightshift.api.HttpApiSettings;
import io.nightshift.chat.ChatFunction;
import io.nightshift.chat.ChatSettings;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.PolicySections;
import io.nightshift.gcp.entry.GcpConfiguration;
import io.nightshift.gcp.entry.GcpEnvironment;
import io.nightshift.gcp.entry.ServedRoutes;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The configuration of the function, read once. Its two deployments, the public one and the one behind Cloud Run's check of the caller,
 * have the same.
 *
 * @param httpApi signs the links of approvers
 * @param events whether this deployment takes events at {@code POST /}
 * @param functions those to order, by the names of their playbooks
 */
record GcpChatSettings(
        GcpConfiguration cloud,
        ChatSettings chat,
        HttpApiSettings httpApi,
        boolean events,
        Map<String, String> functions) {

    /** In addition to those of every function on Google Cloud. */
    static final List<EnvironmentVariable> OWN = Stream.of(
                    ChatSettings.KEYS,
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
        var functions = ChatFunction.functions(variables);
        boolean events = ServedRoutes.read(variables) == ServedRoutes.EVENTS;
        variables.check();
        return new GcpChatSettings(cloud.orElseThrow(), chat, httpApi, events, functions);
    }
}
