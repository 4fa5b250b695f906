package io.nightshift.rotation.engine.load;

import io.nightshift.rotation.engine.Credential;
import io.nightshift.rotation.engine.LoginResult;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/** Clients that read the secret, log in with it, and begin again, without pause. They stop when this is closed. */
public final class LoginLoad implements AutoCloseable {

    private final Supplier<Credential> secret;
    private final Function<Credential, LoginResult> login;
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();

    /** By client: the round of {@link #awaitFreshReads} in which it last read the secret. */
    private final long[] rounds;

    /** By client: when its logins began to fail; 0 while they succeed. */
    private final long[] failingSince;

    private long round;
    private long logins;
    private long failed;
    private long longestNanos;
    private boolean stopped;

    /**
     * Starts the clients.
     *
     * @param secret reads the current value from its store, each time anew
     * @param login one attempt at the application's endpoint
     */
    @SuppressWarnings("FutureReturnValueIgnored") // they end with the executor
    public LoginLoad(int clients, Supplier<Credential> secret, Function<Credential, LoginResult> login) {
        this.secret = secret;
        this.login = login;
        rounds = new long[clients];
        failingSince = new long[clients];
        for (int i = 0; i < clients; i++) {
            int client = i;
            this.clients.submit(() -> logIn(client));
        }
    }

    private void logIn(int client) {
        while (begins(client)) {
            ended(client, login.apply(secret.get()) instanceof LoginResult.Accepted);
        }
    }

    private boolean begins(int client) {
        lock.lock();
        try {
            rounds[client] = round;
            news.signalAll();
            return !stopped;
        } finally {
            lock.unlock();
        }
    }

    private void ended(int client, boolean accepted) {
        long now = System.nanoTime();
        lock.lock();
        try {
            logins++;
            failed += accepted ? 0 : 1;
            if (failingSince[client] != 0) {
                longestNanos = Math.max(longestNanos, now - failingSince[client]);
            }
            failingSince[client] = accepted ? 0 : failingSince[client] == 0 ? now : failingSince[client];
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until every client has read the secret anew and has ended the login before: the proof that nobody uses an older
     * value any more, which applications give by being rolled.
     */
    public void awaitFreshReads() {
        lock.lock();
        try {
            long awaited = ++round;
            while (Arrays.stream(rounds).anyMatch(read -> read < awaited)) {
                news.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    public LoginCounts counts() {
        lock.lock();
        try {
            return new LoginCounts(logins, failed, Duration.ofNanos(longestNanos));
        } finally {
            lock.unlock();
        }
    }

    /** Returns when the last login has ended. */
    @Override
    public void close() {
        lock.lock();
        try {
            stopped = true;
        } finally {
            lock.unlock();
        }
        clients.close();
    }
}
