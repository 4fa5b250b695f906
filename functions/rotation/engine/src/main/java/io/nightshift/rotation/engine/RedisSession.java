package io.nightshift.rotation.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one logged-in connection.
 *
 * @see <a href="https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/">ACL</a>
 */
final class RedisSession implements AutoCloseable {

    /** Sends a command; tests crash before or after it. */
    interface Wire extends AutoCloseable {
        @Nullable
        Object call(byte[]... parts) throws IOException;

        @Override
        void close() throws IOException;
    }

    private final Wire wire;

    RedisSession(Wire wire) {
        this.wire = wire;
    }

    /** A user of the server; {@code passwords} are SHA-256 digests in lower-case hex. */
    record RedisUser(List<String> flags, List<String> passwords) {}

    @Nullable
    Object call(String... parts) throws IOException {
        var bytes = new byte[parts.length][];
        for (int i = 0; i < parts.length; i++) {
            bytes[i] = parts[i].getBytes(StandardCharsets.UTF_8);
        }
        return wire.call(bytes);
    }

    /** Fails with an error of the server if it refuses. After a refused login the connection would go on as {@code default}. */
    void login(Credential credential) throws IOException {
        var user = credential.user().getBytes(StandardCharsets.UTF_8);
        var password = credential.secret().useBytes(byte[]::clone);
        try {
            wire.call("AUTH".getBytes(StandardCharsets.US_ASCII), user, password);
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }

    /** Empty if the user may not ask. */
    Optional<String> whoAmI() throws IOException {
        try {
            return Optional.ofNullable(call("ACL", "WHOAMI")).map(Object::toString);
        } catch (RespConnection.RespException e) {
            if (e.is("NOPERM")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    Optional<RedisUser> user(String name) throws IOException {
        if (!(call("ACL", "GETUSER", name) instanceof List<?> fields)) {
            return Optional.empty();
        }
        return Optional.of(new RedisUser(texts(fields, "flags"), texts(fields, "passwords")));
    }

    /** A field of a reply that lists names and values in turns. */
    private static List<String> texts(List<?> fields, String name) {
        int at = fields.indexOf(name);
        return at >= 0 && fields.get(at + 1) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** Keeps exactly these digests, in one command: no moment is without a password, and none has a third. */
    void setPasswords(String user, List<String> keep) throws IOException {
        var has = user(user).map(RedisUser::passwords).orElse(List.of());
        var command = new ArrayList<>(List.of("ACL", "SETUSER", user));
        keep.stream().filter(digest -> !has.contains(digest)).forEach(digest -> command.add("#" + digest));
        has.stream().filter(digest -> !keep.contains(digest)).forEach(digest -> command.add("!" + digest));
        if (command.size() > 3) {
            call(command.toArray(String[]::new));
        }
    }

    /** To the file of users, or to the server's own configuration where users stand in that. */
    void save() throws IOException {
        try {
            call("ACL", "SAVE");
        } catch (RespConnection.RespException e) {
            if (!keepsUsersInConfiguration(e)) {
                throw e;
            }
            call("CONFIG", "REWRITE");
        }
    }

    private static boolean keepsUsersInConfiguration(RespConnection.RespException e) {
        return String.valueOf(e.getMessage()).contains("not configured to use an ACL file");
    }

    /** The number of sessions that ended. */
    int kill(String user) throws IOException {
        return Integer.parseInt(String.valueOf(call("CLIENT", "KILL", "USER", user)));
    }

    /** The number of sessions of that user, without this one. */
    int sessions(String user) throws IOException {
        var me = "id=" + call("CLIENT", "ID") + " ";
        return Math.toIntExact(Pattern.compile("\n")
                .splitAsStream(String.valueOf(call("CLIENT", "LIST")))
                .filter(line -> line.contains(" user=" + user + " ") && !line.startsWith(me))
                .count());
    }

    /** A value of {@code INFO}; empty if the server does not tell. */
    String info(String section, String name) throws IOException {
        return Pattern.compile("\r\n")
                .splitAsStream(String.valueOf(call("INFO", section)))
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    static String digest(Credential credential) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(credential.secret().useBytes(sha256::digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
