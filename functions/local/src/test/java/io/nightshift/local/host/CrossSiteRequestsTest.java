package io.nightshift.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a web page can send to an intake without a token starts nothing. */
final class CrossSiteRequestsTest {

    private static final Path ROOT = Path.of(System.getProperty("nightshift.root", "../.."));

    @TempDir
    private Path folder;

    private ServedApi served;
    private Path letters;

    @BeforeEach
    void serve() throws Exception {
        letters = folder.resolve("dead-letters");
        served = new ServedApi(letters, Optional.empty(), HttpLimits.standard());
    }

    @AfterEach
    void end() {
        served.close();
    }

    private static String alarm() throws Exception {
        return Files.readString(ROOT.resolve("events/open/alertmanager/ec2-instance.json"));
    }

    /** A whole request; in {@code head}, {@code \n} ends a line. */
    private RawHttp.Answer send(String head, String body) throws Exception {
        var lines = head.replace("PORT", String.valueOf(served.port())).replace("\n", "\r\n");
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return RawHttp.answer(
                served.port(), lines + "\r\nContent-Length: " + length + "\r\nConnection: close\r\n\r\n" + body);
    }

    private RawHttp.Answer post(String headers) throws Exception {
        return send("POST /signals HTTP/1.1\n" + headers, alarm());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: 127.0.0.1:PORT\nOrigin: https://evil.example\nSec-Fetch-Site: cross-site\nContent-Type: text/plain",
                "Host: 127.0.0.1:PORT\nOrigin: null\nContent-Type: text/plain",
                "Host: 127.0.0.1:PORT\nOrigin: http://127.0.0.1:PORT",
                "Host: 127.0.0.1:PORT\norigin:",
                "Host: 127.0.0.1:PORT\nSec-Fetch-Site: cross-site",
                "Host: 127.0.0.1:PORT\nSec-Fetch-Site: same-site",
                "Host: 127.0.0.1:PORT\nsec-fetch-site: none\nSEC-FETCH-SITE: cross-site",
                "Host: 127.0.0.1:PORT\nSec-Fetch-Site:",
                "Host: evil.example:PORT",
                "Host: evil.example",
                "Host: localhost.evil.example:PORT",
                "Host: 127.0.0.1.evil.example:PORT",
                "Host: 128.0.0.1:PORT",
                "Host: 127.0.0.256:PORT",
                "Host: 0.0.0.0:PORT",
                "Host: [::]:PORT",
                "Host: [::2]:PORT",
                "Host: 192.168.0.7:PORT"
            })
    void aPageStartsNothing(String headers) throws Exception {
        var answer = post(headers);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("NIGHTSHIFT_INTAKE_TOKEN").doesNotContain("evil");
        assertNothingTaken();
    }

    private void assertNothingTaken() {
        assertThat(served.hasRuns()).isFalse();
        assertThat(letters).doesNotExist();
    }

    /** No way to read the request leads to a run: the answer is whatever HTTP says. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /signals HTTP/1.1\nHost: 127.0.0.1:PORT\nHost: evil.example",
                "POST /signals HTTP/1.1\nHost: evil.example\nHost: 127.0.0.1:PORT",
                "POST http://evil.example/signals HTTP/1.1\nHost: 127.0.0.1:PORT",
                "POST http://evil.example:PORT/signals HTTP/1.1\nHost: evil.example:PORT",
                "POST http://127.0.0.1@evil.example/signals HTTP/1.1\nHost: 127.0.0.1",
                "POST //evil.example/signals HTTP/1.1\nHost: evil.example",
                "POST /%73ignals HTTP/1.1\nHost: evil.example",
                "POST /signals?approve HTTP/1.1\nHost: evil.example",
                "POST /approve/../signals HTTP/1.1\nHost: evil.example",
                "POST /approve HTTP/1.1\nHost: evil.example",
                "POST /approve;/signals HTTP/1.1\nHost: evil.example",
                "POST /signals HTTP/1.1\nHost: 127.0.0.1:PORT@evil.example",
                "POST /signals HTTP/1.1\nHost: evil.example#127.0.0.1",
                "POST /signals HTTP/1.1\nX-Forwarded-Host: 127.0.0.1",
                "POST /signals HTTP/1.1\nHost:",
                "POST /signals HTTP/1.1\nHost: 127.0.0.1:PORT\nX-GitHub-Event: push\nOrigin: null",
                "POST /signals HTTP/1.0\nHost: evil.example",
                "PUT /signals HTTP/1.1\nHost: evil.example",
                "POST /signals HTTP/1.1\nHost: 127.0.0.1:PORT\nAuthorization: Bearer x\nOrigin: null"
            })
    void noOtherWayToWriteItLeadsPast(String head) throws Exception {
        assertThat(send(head, alarm()).status()).isBetween(400, 499);
        assertNothingTaken();
    }

    @Test
    void aPreflightIsRefusedAndAllowsNothing() throws Exception {
        var answer = send(
                "OPTIONS /signals HTTP/1.1\nHost: 127.0.0.1:PORT\nOrigin: https://evil.example\n"
                        + "Access-Control-Request-Method: POST",
                "");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).doesNotContainIgnoringCase("access-control");
    }

    @Test
    void aNameBoundToLoopbackReadsNothingEither() throws Exception {
        assertThat(send("GET /healthz HTTP/1.1\nHost: evil.example:PORT", "").status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: 127.0.0.1:PORT",
                "Host: 127.0.0.1",
                "Host: 127.8.9.10:PORT",
                "Host: localhost:PORT",
                "HOST: LocalHost",
                "Host: localhost:9999",
                "Host: [::1]:PORT",
                "Host: [0:0:0:0:0:0:0:1]",
                "Host: localhost\nSec-Fetch-Site: none",
                "Host: localhost\nSec-Fetch-Site: same-origin"
            })
    void whatThisMachineSendsIsTaken(String headers) throws Exception {
        assertThat(post(headers).status()).isEqualTo(200);
        assertThat(served.hasRuns()).isTrue();
    }

    /** An old browser sends neither Origin nor Sec-Fetch-Site with a form. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "APPLICATION/X-WWW-FORM-URLENCODED; charset=utf-8",
                "multipart/form-data; boundary=x"
            })
    void aFormIsNoPayload(String type) throws Exception {
        var form = type.startsWith("multipart") ? "--x\r\n\r\n" + alarm() : "a=" + alarm();
        var answer = send("POST /signals HTTP/1.1\nHost: 127.0.0.1:PORT\nContent-Type: " + type, form);
        assertThat(answer.status()).isEqualTo(415);
        assertNothingTaken();
    }

    /** What curl, Alertmanager and SNS send. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "application/json",
                "text/plain; charset=UTF-8",
                "application/octet-stream"
            })
    void aSenderThatNamesTheTypeOtherwiseIsTaken(String type) throws Exception {
        assertThat(post("Host: 127.0.0.1:PORT\nContent-Type: " + type).status()).isEqualTo(200);
        assertThat(served.hasRuns()).isTrue();
    }

    @Test
    void aClientOfHttp10WithoutHostIsTaken() throws Exception {
        assertThat(send("POST /signals HTTP/1.0\nUser-Agent: a script", alarm()).status())
                .isEqualTo(200);
    }

    @Test
    void theTokenStandsForAllOfThis() throws Exception {
        served.close();
        served = new ServedApi(letters, Optional.of("a-token"), HttpLimits.standard());
        var head = "POST /signals HTTP/1.1\nHost: nightshift.example\nOrigin: https://nightshift.example\n";
        assertThat(send(head + "Authorization: Bearer a-token", alarm()).status())
                .isEqualTo(200);
        assertThat(send(head + "Authorization: Bearer", alarm()).status()).isEqualTo(401);
    }
}
