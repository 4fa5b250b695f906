package io.nightshift.demo;

import io.nightshift.core.act.Message;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.policy.PolicyRules;
import io.nightshift.promotion.digest.DigestLedger;
import io.nightshift.promotion.target.TargetPlatform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/** What promotes the shop's versions: ledger, engine, timers, sweeper and intake. */
public interface ShopHost extends AutoCloseable {

    /** Starts a host. */
    @FunctionalInterface
    interface Starter {
        /** @param told receives the messages to users */
        ShopHost start(Spot spot, InstantSource clock, Consumer<Message> told) throws IOException;
    }

    /**
     * The configuration of a host.
     *
     * @param folder for the ledger, the log and undecodable payloads
     * @param registry host and port
     * @param port the port for the registry's push notifications
     * @param lease how long an act belongs to a host that does not report its result
     */
    record Spot(Path folder, String registry, TargetPlatform platform, int port, Duration lease) {

        /** The shop's policy. */
        public PolicyRules rules() {
            return ShopPolicy.rules(registry + "/" + ShopSite.PATH);
        }
    }

    Ledger ledger();

    DigestLedger digests();

    /** The current activity of a promotion, human-readable. */
    String phase(Run run);

    /** Waits for work in progress. */
    @Override
    void close();
}
