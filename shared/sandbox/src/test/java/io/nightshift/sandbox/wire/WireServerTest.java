package io.nightshift.sandbox.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.json.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WireServerTest {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private WireServer server = WireServer.strict();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void playsItsScriptInOrderAndRecordsWhatItWasAsked() throws Exception {
        server.script(request -> request.path().equals("/a"), WireReply.json(200, Json.of(1)), WireReply.empty(204))
                .repeat(2, request -> request.path().equals("/b"), WireReply.reply(500, "text/plain", "no"));

        assertThat(get("/b").statusCode()).isEqualTo(500);
        assertThat(get("/a?x=1%202").body()).isEqualTo("1");
        assertThat(get("/a").statusCode()).isEqualTo(204);
        assertThat(get("/b").body()).isEqualTo("no");

        assertThat(server.requests()).extracting(WireRequest::path).containsExactly("/b", "/a", "/a", "/b");
        assertThat(server.requests().get(1).query()).containsEntry("x", "1 2");
        assertThat(server.unexpected()).isEmpty();
    }

    @Test
    void refusesWhatWasNotScripted() throws Exception {
        assertThat(get("/other").statusCode()).isEqualTo(501);
        assertThat(server.unexpected()).extracting(WireRequest::path).containsExactly("/other");
    }

    @Test
    void hangsUpWithoutAWord() {
        server.script(request -> true, new WireReply.HangUp());

        assertThatThrownBy(() -> change(server)).isInstanceOf(IOException.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void cutsTheBody() {
        server.script(request -> true, new WireReply.Cut(WireReply.reply(200, "text/plain", "0123456789"), 4));

        assertThatThrownBy(() -> get("/")).isInstanceOf(IOException.class);
    }

    @Test
    void staysSilentUntilTheClientGivesUp() {
        server.script(request -> true, new WireReply.Silence());

        var request = HttpRequest.newBuilder(server.endpoint()).timeout(Duration.ofMillis(500));
        assertThatThrownBy(() -> send(request)).isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void answersLate() throws Exception {
        server.script(
                request -> true, new WireReply.Late(Duration.ofMillis(1), WireReply.reply(200, "text/plain", "late")));

        assertThat(get("/").body()).isEqualTo("late");
    }

    @Test
    void losesTheReplyOfWhatHappened() throws Exception {
        var behind = server.script(request -> true, WireReply.empty(201));
        try (var front = WireServer.before(RequestForwarder.to(behind.endpoint()))
                .happensButAnswers(request -> true, new WireReply.HangUp())) {
            assertThatThrownBy(() -> change(front)).isInstanceOf(IOException.class);
        }
        assertThat(behind.requests()).hasSize(1);
    }

    @Test
    void readsOperationsOfBothKindsOfAwsServices() throws Exception {
        server.repeat(2, request -> true, WireReply.empty(200));
        send(post(server).header("X-Amz-Target", "DynamoDB_20120810.GetItem"));
        change(server);

        assertThat(server.requests()).extracting(WireRequest::operation).containsExactly("GetItem", "RebootInstances");
        assertThat(server.requests().getLast().form()).containsEntry("InstanceId.1", "i-1");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(server.endpoint().resolve(path)));
    }

    /** A POST: the client repeats a GET by itself when the connection is closed. */
    private HttpResponse<String> change(WireServer of) throws IOException, InterruptedException {
        return send(post(of));
    }

    private static HttpRequest.Builder post(WireServer of) {
        return HttpRequest.newBuilder(of.endpoint())
                .POST(HttpRequest.BodyPublishers.ofString("Action=RebootInstances&InstanceId.1=i-1"));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
