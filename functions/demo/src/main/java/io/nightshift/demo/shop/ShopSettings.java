package io.nightshift.demo.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the shop is told by its environment. Secrets come as files, by {@code SHOP_…_FILE}.
 *
 * @param breakAfter after how many orders it answers every request with an error until it is started again: a fault to try alarms
 *     on; 0 for never
 */
record ShopSettings(
        int port,
        String databaseUrl,
        OrderStoreLogin database,
        String restartKey,
        String version,
        String project,
        int breakAfter) {

    private static final Set<String> KNOWN = Set.of(
            "SHOP_PORT",
            "SHOP_DATABASE_URL",
            "SHOP_DATABASE_USER",
            "SHOP_DATABASE_PASSWORD_FILE",
            "SHOP_DATABASE_SECRET_FILE",
            "SHOP_RESTART_KEY_FILE",
            "SHOP_VERSION",
            "SHOP_PROJECT",
            "SHOP_BREAK_AFTER");

    static ShopSettings of(Map<String, String> environment) throws IOException {
        var unknown = new TreeSet<>(environment.keySet());
        unknown.removeIf(name -> !name.startsWith("SHOP_") || KNOWN.contains(name));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    unknown + " are not variables of the shop; known are " + new TreeSet<>(KNOWN));
        }
        if (!environment.containsKey("SHOP_DATABASE_URL")) {
            throw new IllegalArgumentException(
                    "SHOP_DATABASE_URL is missing; such as jdbc:postgresql://pgbouncer:6432/shop");
        }
        return new ShopSettings(
                port(environment),
                environment.getOrDefault("SHOP_DATABASE_URL", ""),
                database(environment),
                secret(environment, "SHOP_RESTART_KEY_FILE"),
                environment.getOrDefault("SHOP_VERSION", "dev"),
                environment.getOrDefault("SHOP_PROJECT", ""),
                number(environment, "SHOP_BREAK_AFTER", 0));
    }

    private static OrderStoreLogin database(Map<String, String> environment) {
        var secret = environment.getOrDefault("SHOP_DATABASE_SECRET_FILE", "");
        var password = environment.getOrDefault("SHOP_DATABASE_PASSWORD_FILE", "");
        if (!secret.isEmpty() && (!password.isEmpty() || environment.containsKey("SHOP_DATABASE_USER"))) {
            throw new IllegalArgumentException("SHOP_DATABASE_SECRET_FILE has user and password: leave out"
                    + " SHOP_DATABASE_USER and SHOP_DATABASE_PASSWORD_FILE");
        }
        return new OrderStoreLogin(environment.getOrDefault("SHOP_DATABASE_USER", "shop"), password, secret);
    }

    private static int port(Map<String, String> environment) {
        int port = number(environment, "SHOP_PORT", 8080);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("SHOP_PORT is " + port + ": expected 0 to 65535");
        }
        return port;
    }

    private static int number(Map<String, String> environment, String name, int otherwise) {
        var text = environment.getOrDefault(name, Integer.toString(otherwise));
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is not a whole number", e);
        }
    }

    private static String secret(Map<String, String> environment, String name) throws IOException {
        var file = environment.getOrDefault(name, "");
        return file.isEmpty() ? "" : Files.readString(Path.of(file)).strip();
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "ShopSettings[port=" + port + ", databaseUrl=" + databaseUrl + ", version=" + version + "]";
    }
}
