package io.nightshift.aws.entry;

import java.util.function.Supplier;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;

/**
 * Rebuilt after every SnapStart restore, so that no connection, credentials or id from the snapshot are reused. Its hooks are
 * called only if org.crac is configured, see docs/remediation.md.
 */
public final class SnapStartResource<T extends AutoCloseable> implements Resource, Supplier<T> {

    private final Supplier<T> make;
    private final Runnable prime;
    private volatile T made;

    /**
     * @param make called at once and after each restore
     * @param prime called right before the snapshot, so that the snapshot contains the classes; it must leave nothing open
     */
    public SnapStartResource(Supplier<T> make, Runnable prime) {
        this.make = make;
        this.prime = prime;
        made = make.get();
        Core.getGlobalContext().register(this);
    }

    /** The two sources that Lambda provides; the provider has not read them yet. */
    public static AwsCredentialsProvider credentials() {
        return AwsCredentialsProviderChain.of(
                EnvironmentVariableCredentialsProvider.create(),
                LimitedCredentials.of(ContainerCredentialsProvider.create()));
    }

    @Override
    public T get() {
        return made;
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) throws Exception {
        made.close();
        prime.run();
    }

    /** Runs in each restored process separately; Lambda allows 10 seconds. */
    @Override
    public void afterRestore(Context<? extends Resource> context) {
        made = make.get();
    }
}
