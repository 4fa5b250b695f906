package io.nightshift.rotation.engine;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Timeouts;
import io.nightshift.rotation.engine.CheckReport.Shortcoming;
import io.nightshift.rotation.engine.CheckReport.Usage;
import io.nightshift.rotation.engine.RespConnection.RespException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Passwords of the users of Redis 6 and later (ACL). Commands hold digests, no password. */
public final class RedisEngine implements CredentialEngine {

    /** Opens a connection, not yet logged in. */
    interface Connector {
        RedisSession.Wire open(SystemEndpoint endpoint) throws IOException;
    }

    private interface Work<T> {
        T with(RedisSession session) throws IOException, CallFailed;
    }

    private final Connector connector;
    private final Timeouts timeouts;

    /** @param timeouts of one connection and its commands; a verb uses up to four */
    public RedisEngine(Timeouts timeouts) {
        this(endpoint -> wire(endpoint, timeouts), timeouts);
    }

    RedisEngine(Connector connector, Timeouts timeouts) {
        this.connector = connector;
        this.timeouts = timeouts;
    }

    static RedisSession.Wire wire(SystemEndpoint endpoint, Timeouts timeouts) throws IOException {
        var connection = RespConnection.open(endpoint, timeouts);
        return new RedisSession.Wire() {
            @Override
            public @Nullable Object call(byte[]... parts) throws IOException {
                return connection.call(parts);
            }

            @Override
            public void close() throws IOException {
                connection.close();
            }
        };
    }

    @Override
    public EngineDescription description() {
        return new EngineDescription("redis", EnumSet.of(RotationStrategy.SINGLE, RotationStrategy.DUAL), false, true);
    }

    private <T> T within(SystemEndpoint endpoint, Credential credential, Work<T> work) throws IOException, CallFailed {
        try {
            return timeouts.limit(() -> {
                try (var session = new RedisSession(connector.open(endpoint))) {
                    session.login(credential);
                    return work.with(session);
                }
            });
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case IOException failure -> failure;
                case CallFailed failure -> throw failure;
                case Error error -> throw error;
                case null, default -> new IOException("failed", e.getCause());
            };
        } catch (TimeoutException e) {
            throw new IOException("took too long", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private <T> T act(RotationTarget target, Work<T> work) throws CallFailed {
        var operator = target.admin().or(target::pending).orElse(target.old());
        try {
            return within(target.endpoint(), operator, work);
        } catch (RespException e) {
            var code = String.valueOf(e.getMessage()).split(" ", 2)[0];
            throw refusal(
                    code.equals("NOPERM") ? "NotAllowed" : "Rejected",
                    target.endpoint().address() + " refuses " + operator.user() + " the change (" + code + ")");
        } catch (IOException e) {
            throw new CallFailed(Problem.uncertain(
                    "Unreachable", UnreachableSystem.of(target.endpoint(), e).reason()));
        }
    }

    private static CallFailed refusal(String code, String message) {
        return new CallFailed(Problem.permanent(code, message));
    }

    @Override
    public LoginResult login(SystemEndpoint endpoint, Credential credential) {
        try {
            var who = within(endpoint, credential, RedisSession::whoAmI);
            return who.isEmpty() || who.get().equals(credential.user())
                    ? new LoginResult.Accepted(Optional.empty())
                    : new LoginResult.Refused(endpoint.address() + " goes on as another user");
        } catch (RespException e) {
            return e.is("WRONGPASS")
                    ? new LoginResult.Refused(endpoint.address() + " refused the login (WRONGPASS)")
                    : new LoginResult.Unreachable(
                            endpoint.address() + " takes no login of a named user: is it Redis 6?");
        } catch (IOException e) {
            return new LoginResult.Unreachable(UnreachableSystem.of(endpoint, e).reason());
        } catch (CallFailed e) {
            return new LoginResult.Unreachable(e.problem().message());
        }
    }

    @Override
    public Credential set(RotationTarget target) throws CallFailed {
        description().require(target.strategy());
        var pending = target.pendingOne();
        var keep = new ArrayList<>(List.of(RedisSession.digest(pending)));
        OldCredential.kept(this, target).map(RedisSession::digest).ifPresent(keep::add);
        // Who changes its own password logs in with the one that works.
        var operated = target.admin().isPresent() || login(target.endpoint(), pending) instanceof LoginResult.Accepted
                ? target
                : asOld(target);
        return act(operated, session -> {
            if (session.user(target.old().user()).isEmpty()) {
                throw refusal("UnknownUser", "there is no user " + target.old().user());
            }
            session.setPasswords(target.old().user(), keep);
            session.save();
            return pending;
        });
    }

    private static RotationTarget asOld(RotationTarget target) {
        return new RotationTarget(
                target.endpoint(),
                target.application(),
                target.strategy(),
                target.old(),
                target.pending(),
                Optional.of(target.old()));
    }

    /** The digest is removed even if the login is refused already: the file of users may not know it yet. */
    @Override
    public int retire(RotationTarget target, OldSessions sessions) throws CallFailed {
        OldCredential.isLive(this, target, sessions);
        var user = target.old().user();
        return act(target, session -> {
            var old = RedisSession.digest(target.old());
            var keep = session
                    .user(user)
                    .orElseThrow(() -> refusal("UnknownUser", "there is no user " + user))
                    .passwords()
                    .stream()
                    .filter(digest -> !digest.equals(old))
                    .toList();
            session.setPasswords(user, keep);
            session.save();
            return sessions == OldSessions.END ? session.kill(user) : 0;
        });
    }

    @Override
    public CheckReport check(RotationTarget target) {
        var problems = new ArrayList<Shortcoming>();
        if (target.strategy() == RotationStrategy.ALTERNATING) {
            problems.add(new Shortcoming("strategy", "one user of Redis has several passwords", "use dual"));
            return new CheckReport(problems, Optional.empty());
        }
        Optional<Usage> usage = Optional.empty();
        try {
            usage = within(
                    target.endpoint(),
                    target.admin().orElse(target.old()),
                    session -> RedisCheck.read(session, target, problems));
        } catch (RespException e) {
            problems.add(RedisCheck.refused(target, e));
        } catch (IOException e) {
            problems.add(UnreachableSystem.of(target.endpoint(), e).shortcoming());
        } catch (CallFailed e) {
            problems.add(new Shortcoming("host", e.problem().message(), "try again"));
        }
        return new CheckReport(List.copyOf(problems), usage);
    }
}
