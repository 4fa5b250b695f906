package io.nightshift.remediation.gcp.adapter;

import com.google.api.services.compute.model.Instance;
import com.google.api.services.compute.model.ManagedInstance;
import com.google.api.services.sqladmin.model.DatabaseInstance;
import com.google.cloud.run.v2.Service;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.gcp.run.RunCalls;
import java.util.List;
import java.util.Set;

/** The health of a resource as reported by its platform. */
record GcpHealthChecks(GcpApis apis, Resource subject) {

    private static final Set<String> DATABASE_UNWELL = Set.of("SUSPENDED", "FAILED", "PENDING_DELETE");
    private static final Set<String> INSTANCE_UNWELL = Set.of("STOPPED", "TERMINATED", "SUSPENDED");

    Observed service() throws CallFailed {
        return apis.run()
                .service(subject)
                .map(GcpHealthChecks::service)
                .orElseGet(() -> new Observed.NotSeen(RunCalls.gone(subject)));
    }

    private static Observed service(Service service) {
        var condition = service.getTerminalCondition();
        var ready = RunCalls.shortName(service.getLatestReadyRevision());
        var created = RunCalls.shortName(service.getLatestCreatedRevision());
        var details = Json.obj()
                .with("condition", condition.getState().name())
                .with("reconciling", service.getReconciling())
                .with("ready", ready)
                .with("created", created);
        return seen(RunCalls.health(service), details);
    }

    Observed database() throws CallFailed {
        return apis.sql().instance(subject).map(GcpHealthChecks::database).orElseGet(() -> missing("database"));
    }

    private static Observed database(DatabaseInstance database) {
        var state = String.valueOf(database.getState());
        var settings = database.getSettings();
        // A database that its owner stopped also has the state RUNNABLE.
        boolean stopped = settings != null && "NEVER".equals(settings.getActivationPolicy());
        var details = Json.obj().with("state", state).with("stopped", stopped);
        if (stopped || DATABASE_UNWELL.contains(state)) {
            return seen(Health.UNWELL, details);
        }
        return seen(state.equals("RUNNABLE") ? Health.WELL : Health.UNKNOWN, details);
    }

    Observed instance() throws CallFailed {
        var project = subject.origin().account();
        var found = apis.compute().instance(project, subject.name());
        if (found.isEmpty()) {
            return missing("instance");
        }
        var mig = ManagedInstanceGroup.of(project, found.get());
        var members =
                mig.isEmpty() ? List.<ManagedInstance>of() : apis.compute().members(mig.get());
        return instance(found.get(), members);
    }

    private static Observed instance(Instance instance, List<ManagedInstance> members) {
        var status = String.valueOf(instance.getStatus());
        var details = Json.obj().with("status", status);
        if (INSTANCE_UNWELL.contains(status)) {
            return seen(Health.UNWELL, details);
        }
        if (!status.equals("RUNNING")) {
            return seen(Health.UNKNOWN, details);
        }
        var self = members.stream()
                .filter(member -> member.getId() != null && member.getId().equals(instance.getId()))
                .findFirst();
        return self.map(member ->
                        seen(health(member), details.with("action", String.valueOf(member.getCurrentAction()))))
                .orElseGet(() -> seen(Health.WELL, details));
    }

    static Health health(ManagedInstance member) {
        if (ManagedInstanceGroup.healthy(member)) {
            return Health.WELL;
        }
        return ManagedInstanceGroup.changing(member) ? Health.UNKNOWN : Health.UNWELL;
    }

    Observed group() throws CallFailed {
        var mig = ComputeCalls.group(subject);
        if (apis.compute().group(mig).isEmpty()) {
            return missing("instance group");
        }
        var members = apis.compute().members(mig);
        var unhealthy = members.stream()
                .filter(member -> health(member) == Health.UNWELL)
                .map(ManagedInstanceGroup::resourceName)
                .toList();
        var details = Json.obj()
                .with("size", members.size())
                .with(
                        "healthy",
                        members.stream().filter(ManagedInstanceGroup::healthy).count())
                .with("unhealthy", Json.strings(unhealthy));
        if (!unhealthy.isEmpty()) {
            return seen(Health.UNWELL, details);
        }
        return seen(members.stream().anyMatch(ManagedInstanceGroup::changing) ? Health.UNKNOWN : Health.WELL, details);
    }

    private Observed missing(String what) {
        return new Observed.NotSeen(ActionExecution.notFound(what + " " + subject.name()));
    }

    private static Observed seen(Health health, Json.Obj details) {
        return new Observed.Seen(health, details);
    }
}
