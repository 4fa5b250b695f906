package io.nightshift.kubernetes;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.CallFailed;
import java.util.Optional;

/**
 * One change of an object under its resource version. That version also changes with the status, which happens constantly
 * while pods crash: the change is repeated as long as nothing refuses it.
 *
 * @param <S> the object as it is read
 * @param done reports whether the object has the desired state
 * @param refusal why the object must be left as it is, if it must
 * @param change sets the desired state
 */
public record ObjectEdit<S>(
        ObjectRef ref, ObjectRef.Reader<S> reader, Test<S> done, Refusal<S> refusal, Change<S> change) {

    private static final int TRIES = 5;

    /** Answers a question about an object. */
    @FunctionalInterface
    public interface Test<S> {
        boolean test(S live) throws CallFailed;
    }

    /** The result if nothing may be changed. */
    @FunctionalInterface
    public interface Refusal<S> {
        Optional<Performed> of(S live) throws CallFailed;
    }

    /** The change that sets the desired state. */
    @FunctionalInterface
    public interface Change<S> {
        Patch of(S live) throws CallFailed;
    }

    public Performed make() throws CallFailed {
        for (int attempt = 1; ; attempt++) {
            var live = ObjectRef.read(ref.get(), reader);
            if (done.test(live)) {
                return ActionExecution.already();
            }
            var refused = refusal.of(live);
            if (refused.isPresent()) {
                return refused.get();
            }
            var patch = change.of(live);
            var performed = ActionExecution.changing(() -> ref.patch(patch), this::isDone);
            if (!moved(performed) || attempt == TRIES) {
                return performed;
            }
        }
    }

    private static boolean moved(Performed performed) {
        return performed instanceof Performed.NotDone(var problem)
                && problem.code().equals(KubernetesErrors.CONFLICT);
    }

    public boolean isDone() throws CallFailed {
        var live = ref.find();
        return live.isPresent() && done.test(ObjectRef.read(live.get(), reader));
    }
}
