package io.nightshift.gcp.run;

import com.google.cloud.run.v2.Service;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import java.util.List;

/** A new revision of the same image and settings, distinguished from the old one by an annotation with the act's key. */
public record RunServiceRestart(RunCalls run, Resource target) implements ActionExecution {

    /**
     * The template's annotations are copied to its revisions, so this also identifies the revision of an act of Nightshift.
     */
    public static final String ANNOTATION = "nightshift.io/act";

    private static final List<String> MASK = List.of("template.annotations", "template.revision");

    @Override
    public LiveState before() throws CallFailed {
        var service = run.service(target);
        return service.isEmpty()
                ? new LiveState.Unreadable(RunCalls.gone(target))
                : ActionExecution.found(service.get().getLabelsMap(), capsule(service.get()));
    }

    private static Json.Obj capsule(Service service) {
        var capsule = Json.obj()
                .with("revision", RunCalls.shortName(service.getLatestCreatedRevision()))
                .with("etag", service.getEtag());
        return TrafficSplit.of(service).followsLatest()
                ? capsule
                : capsule.with(CANNOT, "its traffic is pinned to revisions by name: a new one would serve nobody");
    }

    @Override
    public Performed perform(IdempotencyKey key, Json.Obj capsule) throws CallFailed {
        return edit(key).make();
    }

    @Override
    public Probed probe(IdempotencyKey key, Json.Obj capsule) throws CallFailed {
        return edit(key).probe();
    }

    /** UNKNOWN while a revision is being made. */
    public Health state() throws CallFailed {
        return run.service(target).map(RunCalls::health).orElseThrow(() -> new CallFailed(RunCalls.gone(target)));
    }

    private RunEdit edit(IdempotencyKey key) {
        return new RunEdit(
                run,
                target,
                service -> key.token()
                        .equals(service.getTemplate().getAnnotationsMap().get(ANNOTATION)),
                service -> true,
                service -> service.getTemplateBuilder().putAnnotations(ANNOTATION, key.token()),
                MASK);
    }
}
