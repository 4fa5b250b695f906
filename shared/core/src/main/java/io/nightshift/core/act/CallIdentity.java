package io.nightshift.core.act;

import io.nightshift.core.json.Json;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;

/**
 * The run for which the current thread calls providers, and the roles and service accounts of other accounts that it uses.
 * Adapters read the run to name their sessions after it; the ledger entry of an act names what was used.
 */
public final class CallIdentity {

    private static final ScopedValue<CallIdentity> CURRENT = ScopedValue.newInstance();

    private final String run;
    private final Set<String> assumed = new ConcurrentSkipListSet<>();

    private CallIdentity(String run) {
        this.run = run;
    }

    /** Reads for that run, in this thread. */
    public static <T> T reading(String run, Supplier<T> read) {
        return ScopedValue.where(CURRENT, new CallIdentity(run)).call(read::get);
    }

    /** Acts for that run, in this thread; the details of what was done name what was assumed for it, as {@code identity}. */
    public static Actor.Performed performing(String run, Supplier<Actor.Performed> act) {
        return reading(run, () -> switch (act.get()) {
            case Actor.Performed.Done(var details) -> new Actor.Performed.Done(noted(details));
            case Actor.Performed.NotDone notDone -> notDone;
        });
    }

    /** The id of the run; empty outside of runs, such as in a survey. */
    public static Optional<String> run() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get().run) : Optional.empty();
    }

    /** Notes that the current call uses that role or service account. */
    public static void assume(String identity) {
        if (CURRENT.isBound()) {
            CURRENT.get().assumed.add(identity);
        }
    }

    private static Json.Obj noted(Json.Obj details) {
        var assumed = CURRENT.get().assumed;
        return assumed.isEmpty() ? details : details.with("identity", String.join(", ", assumed));
    }
}
