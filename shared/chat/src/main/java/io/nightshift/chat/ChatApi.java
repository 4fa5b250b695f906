package io.nightshift.chat;

import io.nightshift.api.ApiEndpoint;
import io.nightshift.api.ApiRequest;
import io.nightshift.api.ApiResponse;
import io.nightshift.api.ApiRoutes;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.SecretStore;
import java.io.IOException;
import java.util.List;

/** What the function of chats serves: the paths of the chats, the console, and its health. No signals, and no approvals by link. */
public final class ChatApi implements ApiEndpoint {

    private final List<ApiRoutes> routes;
    private final FunctionHost host;

    public ChatApi(List<? extends ApiRoutes> routes, FunctionHost host) {
        this.routes = List.copyOf(routes);
        this.host = host;
    }

    @Override
    public ApiResponse answer(ApiRequest request) throws IOException {
        try {
            for (var route : routes) {
                if (route.serves(request)) {
                    return route.answer(request);
                }
            }
            return request.path().equals("/healthz") || request.path().equals("/health")
                    ? ApiResponse.json(200, Json.obj().with("status", "up"))
                    : ApiResponse.error(
                            404,
                            "there are the paths of the chats and of the console, as far as they are configured, and GET /healthz");
        } catch (LedgerException e) {
            return ApiResponse.busy("the ledger: " + e.getMessage());
        } catch (SecretStore.UnreadableException e) {
            host.log("secret-unreadable", Json.obj().with("error", String.valueOf(e.getMessage())));
            return ApiResponse.busy("a secret cannot be read");
        } catch (RuntimeException e) {
            host.log("bug", Json.obj().with("type", e.getClass().getName()));
            return ApiResponse.error(500, "a fault of Nightshift itself; it is in the log");
        }
    }
}
