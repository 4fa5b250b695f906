package io.nightshift.chat.google;

import io.nightshift.api.ApiRoutes;
import io.nightshift.chat.channel.ChatChannel;
import io.nightshift.chat.command.CommandCenter;
import io.nightshift.entry.FunctionHost;
import io.nightshift.policy.Policy;
import io.nightshift.web.WebClient;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Google Chat: its spaces, and the app that people command. */
public final class GoogleChat {

    private static final URI API = URI.create("https://chat.googleapis.com");

    private final GoogleCard card;
    private final String audience;
    private final Optional<String> project;
    private final WebClient web;
    private final FunctionHost host;
    private final URI api;
    private final GoogleTokens.Addresses addresses;

    /**
     * @param users the resource names of Google users, by the names of people
     * @param audience of the app; empty if there is none, and then messages have no buttons
     */
    public GoogleChat(
            Map<String, String> users, String audience, Optional<String> project, WebClient web, FunctionHost host) {
        this(users, audience, project, web, host, API, GoogleTokens.Addresses.REAL);
    }

    GoogleChat(
            Map<String, String> users,
            String audience,
            Optional<String> project,
            WebClient web,
            FunctionHost host,
            URI api,
            GoogleTokens.Addresses addresses) {
        card = new GoogleCard(Map.copyOf(users), audience);
        this.audience = audience;
        this.project = project;
        this.web = web;
        this.host = host;
        this.api = api;
        this.addresses = addresses;
    }

    /** @param key the key of a service account; empty for the account that the process runs as */
    public ChatChannel channel(String space, Optional<Supplier<String>> key) {
        GoogleAccess access = key.<GoogleAccess>map(its -> new ServiceAccountAccess(its, web, host))
                .orElseGet(() -> new MetadataAccess(web, host));
        return new GoogleChatChannel(api, space, access, card, web);
    }

    public ApiRoutes routes(Supplier<Policy> policy, CommandCenter center) {
        return new GoogleChatRoutes(new GoogleTokens(audience, project, addresses, web, host), policy, center, host);
    }
}
