package io.nightshift.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "DB_PASSWD",
                "apiKey",
                "api-key",
                "auth-Token",
                "AWS_SECRET_ACCESS_KEY",
                "private key",
                "authorization",
                "Set-Cookie"
            })
    void aNameThatSaysItIsASecretKeepsItsNameAndNotItsValue(String name) {
        var labels = new Labels().with(name, "canary").all();
        assertThat(labels).containsEntry(name, "(hidden)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"team", "key", "pass", "monkey", "nightshift"})
    void anyOtherIsAsItCame(String name) {
        assertThat(new Labels().with(name, "shop").all()).containsEntry(name, "shop");
    }

    static final List<String> SECRETS = List.of(
            "postgres://shop:canary@db.example/shop",
            "see https://:canary@example.com/x",
            "redis://default:can:ary@cache:6379/0",
            "Authorization: Bearer canary-0123456789",
            "curl -H 'authorization: bearer canary0123'",
            "Basic dXNlcjpjYW5hcnk=",
            "AKIAIOSFODNN7EXAMPLE",
            "key=ASIAIOSFODNN7EXAMPLE;",
            "ghp_0123456789abcdefghijklmnopqrstuvwxyz",
            "github_pat_11AAAAAAA0123456789_abc",
            "xoxb-123456789012-canary",
            "xoxp-123456789012-canary",
            "glpat-0123456789abcdefghij",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJl",
            "-----BEGIN RSA PRIVATE KEY-----",
            "password=canary",
            "PASSWORD = canary",
            "jdbc:postgresql://db/shop?user=shop&password=canary",
            "{\"db_password\": \"canary\"}",
            "Server=db;Uid=shop;Pwd=canary;",
            "--api-key canary01",
            "https://hooks.slack.com/services/T000/B000/canary",
            "https://shop.blob.example/x?sig=canary%2Fabc",
            "password%3Dcanary",
            "DefaultEndpointsProtocol=https;AccountKey=canary==",
            "AIzaSyA0123456789abcdefghijklmnopqrstuvw");

    /** What stands around a secret in a text for people is kept. */
    @ParameterizedTest
    @FieldSource("SECRETS")
    void aSecretInATextIsMasked(String secret) {
        assertThat(TextLimit.message("checkout is down " + secret + " since 03:00"))
                .startsWith("checkout is down ")
                .contains("(hidden)")
                .doesNotContainIgnoringCase("canary")
                .doesNotContain("IOSFODNN7", "0123456789abc", "dXNlcj");
    }

    @Test
    void aTextWithoutASecretIsAsItCame() {
        var text = "CPU of web-1 is above 90 % for 5 min; runbook: https://wiki.example/web?id=7";
        assertThat(TextLimit.message(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @FieldSource("SECRETS")
    void aSecretInsideOfAValueHidesTheValue(String value) {
        assertThat(new Labels().with("note", value).all()).containsEntry("note", "(hidden)");
        assertThat(new Labels().with("note", "x".repeat(400) + " " + value).all())
                .containsEntry("note", "(hidden)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://grafana.example:3000/d/abc?orgId=1",
                "https://grafana.example:3000/d/abc/@me",
                "mailto:ops@example.com",
                "arn:aws:iam::111122223333:role/shop",
                "the password expired",
                "bearer tokens are refused",
                "Basic monitoring",
                "task-runner 17",
                "bypass=on",
                "author: alice",
                "i-0123456789abcdef0",
                "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "akia is a word",
                "compass: north",
                "passed: 3",
                "signal: x"
            })
    void whatIsNoSecretIsAsItCame(String value) {
        assertThat(new Labels().with("note", value).all()).containsEntry("note", value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"eyJ", "password", "://:", "bearer ", "AKIA", "pass ", "token:"})
    void aHostileValueCostsLittle(String piece) {
        var value = piece.repeat(2_000_000 / piece.length());
        assertThat(new Labels().with("note", value).all()).containsKey("note");
    }
}
