package io.nightshift.rotation.runtime;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineHost;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.rotation.action.SecretKinds;
import io.nightshift.rotation.policy.SecretPolicy;
import io.nightshift.rotation.runtime.SecretCheckup.Finding;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Checks the secrets that a policy names, as {@code nightshift secrets check} does. Each thing that is wrong goes to the log, and to the
 * policy's rules as a notice of {@link SecretKinds#CHECKUP}, once a week while it lasts.
 *
 * @param entries those with a pattern are left out: nobody lists the store for them
 * @param home where this host works
 */
public record ScheduledCheckup(CredentialSystems systems, List<SecretPolicy> entries, Origin home, EngineHost host) {

    /** The name of the work, for schedules. */
    public static final String WORK = "secrets-check";

    public static final Duration EVERY = Duration.ofDays(1);

    public ScheduledCheckup {
        entries = List.copyOf(entries);
    }

    /** What the rules began. */
    public List<EngineResult> check(Engine engine) {
        var now = host.instant();
        var checkup = new SecretCheckup(systems, now);
        var begun = new ArrayList<EngineResult>();
        for (var entry : entries) {
            entry.one(home).ifPresent(secret -> {
                for (var finding : checkup.of(secret, entry.plan(), entry.maxAge())) {
                    host.trouble(
                            secret.name() + " is " + finding.kind() + ": " + finding.what() + "; " + finding.fix());
                    begun.addAll(engine.handle(notice(secret, finding, now)));
                }
            });
        }
        return begun;
    }

    private static Signal notice(Resource secret, Finding finding, Instant now) {
        var day = now.atZone(ZoneOffset.UTC);
        var week = day.get(IsoFields.WEEK_BASED_YEAR) + "-W" + day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
        var id = new SignalId(String.join(" ", WORK, secret.toString(), finding.kind(), week));
        var code = "SECRET_" + finding.kind().replace('-', '_').toUpperCase(Locale.ROOT);
        return new Signal.ProviderNotice(
                new Signal.Header(id, SecretKinds.CHECKUP, now, secret, Map.of()),
                code,
                "secrets",
                "open",
                finding.what() + "; " + finding.fix());
    }
}
