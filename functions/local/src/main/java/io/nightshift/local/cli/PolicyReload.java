package io.nightshift.local.cli;

import io.nightshift.api.HealthCheck;
import io.nightshift.core.json.Json;
import io.nightshift.entry.FunctionHost;
import io.nightshift.policy.Policy;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Applies a changed policy after checking it, and keeps the old one if the new one is rejected. A change is applied after two
 * polls read the same bytes, because an editor may be in the middle of writing; SIGHUP applies it at once. It compares
 * contents and not times: a symbolic link may be switched, and a tool may preserve a file's time.
 */
final class PolicyReload implements HealthCheck {

    private final PolicyFile policies;
    private final String where;
    private final Supplier<byte[]> file;
    private final Consumer<Policy> apply;
    private final FunctionHost host;
    private volatile String hash;

    /** The content that was last applied or rejected. */
    private Optional<byte[]> judged;

    private Optional<byte[]> polled = Optional.empty();
    private volatile Optional<String> problem = Optional.empty();

    /**
     * @param file reads the policy; throws a {@link CommandError} if it cannot
     * @param yaml the active policy
     * @param hash its hash
     * @param apply activates a valid policy; throws a {@link CommandError} if this host cannot run it
     */
    PolicyReload(
            PolicyFile policies,
            String where,
            Supplier<byte[]> file,
            byte[] yaml,
            String hash,
            Consumer<Policy> apply,
            FunctionHost host) {
        this.policies = policies;
        this.where = where;
        this.file = file;
        this.hash = hash;
        this.apply = apply;
        this.host = host;
        judged = Optional.of(yaml);
    }

    synchronized void poll() {
        read().ifPresent(yaml -> {
            boolean isWhole = isSame(polled, yaml);
            polled = Optional.of(yaml);
            if (isWhole && !isSame(judged, yaml)) {
                judge(yaml);
            }
        });
    }

    /** Reads it, changed or not, and logs which policy is active. */
    synchronized void reload() {
        read().ifPresent(this::judge);
    }

    private static boolean isSame(Optional<byte[]> before, byte[] yaml) {
        return before.filter(bytes -> Arrays.equals(bytes, yaml)).isPresent();
    }

    private Optional<byte[]> read() {
        try {
            return Optional.of(file.get());
        } catch (CommandError e) {
            refuse(e.getMessage());
            judged = Optional.empty();
            polled = Optional.empty();
            return Optional.empty();
        }
    }

    private void judge(byte[] yaml) {
        judged = Optional.of(yaml);
        try {
            take(policies.valid(where, yaml));
            problem = Optional.empty();
        } catch (CommandError e) {
            refuse(e.getMessage());
        } catch (RuntimeException e) {
            refuse("it cannot be put into effect: " + e.getClass().getSimpleName());
        }
    }

    private void take(Policy policy) {
        var before = hash;
        if (!policy.hash().equals(before)) {
            apply.accept(policy);
            hash = policy.hash();
        }
        host.log("policy-holds", Json.obj().with("policy", hash).with("before", before));
    }

    private void refuse(@org.jspecify.annotations.Nullable String reason) {
        var said = String.valueOf(reason);
        if (!problem.equals(Optional.of(said))) {
            problem = Optional.of(said);
            host.log("policy-refused", Json.obj().with("reason", said).with("policy", hash));
        }
    }

    /**
     * Another process would not even start with the rejected policy, while this one continues. Does not wait for a read: the
     * file system may not respond.
     */
    @Override
    public State check() {
        return problem.isEmpty()
                ? State.OK
                : new State.Degraded("the policy that is there now is refused, the log says why; " + hash + " holds");
    }
}
