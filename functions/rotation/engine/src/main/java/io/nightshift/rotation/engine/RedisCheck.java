package io.nightshift.rotation.engine;

import io.nightshift.rotation.engine.CheckReport.Shortcoming;
import io.nightshift.rotation.engine.CheckReport.Usage;
import io.nightshift.rotation.engine.RespConnection.RespException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The preflight of one rotation at Redis. */
final class RedisCheck {

    private RedisCheck() {}

    static Optional<Usage> read(RedisSession session, RotationTarget target, List<Shortcoming> problems)
            throws IOException {
        if (session.info("replication", "role").equals("slave")) {
            problems.add(new Shortcoming(
                    "host",
                    target.endpoint().address() + " is a replica, whose users are its own",
                    "name the primary, and this host as the application's endpoint"));
        }
        // No such user: allowed, and asked for nothing but the right to.
        checkMayChange(session, target, problems);
        checkIsKept(session, target, problems);
        var name = target.old().user();
        var user = session.user(name);
        if (user.isEmpty()) {
            problems.add(new Shortcoming("user", "there is no user " + name, "correct the name, or ACL SETUSER"));
        } else {
            checkUser(user.get(), name, problems);
        }
        return problems.isEmpty() ? Optional.of(new Usage(session.sessions(name), Optional.empty())) : Optional.empty();
    }

    private static void checkUser(RedisSession.RedisUser user, String name, List<Shortcoming> problems) {
        if (user.flags().contains("nopass")) {
            problems.add(new Shortcoming(
                    "user",
                    name + " gets in with any password",
                    "ACL SETUSER " + name + " resetpass, with a password"));
        }
        if (user.flags().contains("off")) {
            problems.add(new Shortcoming("user", name + " is switched off", "ACL SETUSER " + name + " on"));
        }
    }

    /** From Redis 7 on, the server says without trying. */
    private static void checkMayChange(RedisSession session, RotationTarget target, List<Shortcoming> problems)
            throws IOException {
        var operator = target.admin().orElse(target.old()).user();
        try {
            var reply = session.call(
                    "ACL", "DRYRUN", operator, "ACL", "SETUSER", target.old().user());
            if (!"OK".equals(reply)) {
                problems.add(missingRight(operator));
            }
        } catch (RespException e) {
            if (e.is("NOPERM")) {
                problems.add(missingRight(operator));
            }
        }
    }

    /** A server without any file forgets changed users when it restarts. A hosted one that hides its settings keeps them itself. */
    private static void checkIsKept(RedisSession session, RotationTarget target, List<Shortcoming> problems)
            throws IOException {
        try {
            boolean noFile = session.call("CONFIG", "GET", "aclfile") instanceof List<?> setting
                    && setting.size() == 2
                    && String.valueOf(setting.getLast()).isEmpty();
            if (noFile && session.info("server", "config_file").isEmpty()) {
                problems.add(new Shortcoming(
                        "host",
                        target.endpoint().address()
                                + " has no file in which it keeps users: a restart would bring the old"
                                + " password back",
                        "start it with a configuration file, or with aclfile"));
            }
        } catch (RespException ignored) {
            // It does not tell.
        }
    }

    private static Shortcoming missingRight(String operator) {
        return new Shortcoming(
                "admin",
                operator + " may not change users",
                "ACL SETUSER " + operator + " +acl +info +config|rewrite +client");
    }

    static Shortcoming refused(RotationTarget target, RespException e) {
        var operator = target.admin().orElse(target.old()).user();
        if (e.is("NOPERM")) {
            return missingRight(operator);
        }
        return e.is("WRONGPASS")
                ? new Shortcoming(
                        target.admin().isPresent() ? "admin" : "password",
                        target.endpoint().address() + " refused the login of " + operator,
                        "put the right user and password into the secret")
                : new Shortcoming(
                        "host", target.endpoint().address() + " knows no users", "upgrade to Redis 6 or later");
    }
}
