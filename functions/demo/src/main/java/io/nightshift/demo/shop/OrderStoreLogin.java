package io.nightshift.demo.shop;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Who the shop is to its database. The files are read at each connection: a rotation of the secret needs no restart.
 *
 * @param secretFile a JSON object with {@code username} and {@code password}, as Nightshift's rotation writes it; empty for none
 * @param passwordFile the password alone, for that user; empty for none
 */
record OrderStoreLogin(String user, String passwordFile, String secretFile) {

    /** The properties {@code user} and {@code password} of JDBC; no password for a database without one. */
    Properties read() throws IOException {
        var login = new Properties();
        if (!secretFile.isEmpty()) {
            return ofSecret(login);
        }
        login.setProperty("user", user);
        if (!passwordFile.isEmpty()) {
            login.setProperty(
                    "password", Files.readString(Path.of(passwordFile)).strip());
        }
        return login;
    }

    private Properties ofSecret(Properties login) throws IOException {
        try {
            var secret = View.of(Json.parse(Files.readAllBytes(Path.of(secretFile)), JsonLimits.DEFAULT));
            login.setProperty("user", secret.at("username").nonBlank());
            login.setProperty("password", secret.at("password").nonBlank());
            return login;
        } catch (JsonException e) {
            // The cause may quote the secret.
            throw new IOException(secretFile + " is invalid: expected a JSON object with username and password");
        }
    }
}
