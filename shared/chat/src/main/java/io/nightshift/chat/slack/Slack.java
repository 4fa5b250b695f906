package io.nightshift.chat.slack;

import io.nightshift.api.ApiRoutes;
import io.nightshift.chat.channel.ChatChannel;
import io.nightshift.chat.command.CommandCenter;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.SecretStore;
import io.nightshift.policy.Policy;
import io.nightshift.web.WebClient;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** One Slack workspace: its channels share the rates of the app. */
public final class Slack {

    private final URI api;
    private final SlackBlocks blocks;
    private final WebClient web;
    private final FunctionHost host;
    private final SlackRates rates = new SlackRates();

    /**
     * @param api the address of the Web API
     * @param users the ids of Slack users, by the names of people
     */
    public Slack(URI api, Map<String, String> users, WebClient web, FunctionHost host) {
        this.api = api;
        blocks = new SlackBlocks(Map.copyOf(users));
        this.web = web;
        this.host = host;
    }

    public ChatChannel channel(String id, Supplier<String> token) {
        return slackChannel(id, token);
    }

    private SlackChannel slackChannel(String id, Supplier<String> token) {
        return new SlackChannel(new SlackApi(api, token, web), id, blocks, rates, host, host::trouble);
    }

    /**
     * @param tokens by the ids of channels
     * @param inline whether the answer holds the reply, because nothing runs after it
     */
    public ApiRoutes routes(
            SlackRequests requests,
            SecretStore secrets,
            Supplier<Policy> policy,
            CommandCenter center,
            Map<String, Supplier<String>> tokens,
            boolean inline) {
        return new SlackRoutes(requests, secrets, policy, center, replies(tokens), host, inline);
    }

    public SlackReplies replies(Map<String, Supplier<String>> tokens) {
        var channels = new ArrayList<SlackChannel>();
        tokens.forEach((id, token) -> channels.add(slackChannel(id, token)));
        return new SlackReplies(hosts(), web, channels, host);
    }

    /** Where a {@code response_url} may lead: Slack's own host, or that of the API in the settings. */
    private List<String> hosts() {
        return List.of(
                "https://hooks.slack.com/",
                "https://hooks.slack-gov.com/",
                api.getScheme() + "://" + api.getAuthority() + "/");
    }
}
