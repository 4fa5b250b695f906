package io.nightshift.remediation.gcp.adapter;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.gcp.JsonRest.Call;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.execution.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The bindings of a bucket's IAM policy that let everybody in. The value is a list of these, each with its role, its condition
 * and only its public members; the policy is written under its etag.
 */
record PublicBindings(GcpApis apis, DeclaredAction act) implements Setting {

    private static final Set<String> EVERYBODY = Set.of("allUsers", "allAuthenticatedUsers");
    private static final String MEMBERS = "members";
    private static final String BINDINGS = "bindings";

    @Override
    public Optional<State> read() throws CallFailed {
        var bucket = bucket();
        var found = bucket.find();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var labels = GoogleResource.read(found.get(), GoogleResource::labels);
        return Optional.of(State.of(labels, GoogleResource.read(policy(bucket), PublicBindings::open), Json.arr()));
    }

    private GoogleResource bucket() throws CallFailed {
        return GoogleResource.of(apis.rest(), act.target());
    }

    /** Version 3 has the conditions. */
    private static View policy(GoogleResource bucket) throws CallFailed {
        var call = bucket.call();
        var found = bucket.rest()
                .find(Call.get(call.root(), call.path() + "/iam").asking(Map.of("optionsRequestedPolicyVersion", "3")));
        if (found.isEmpty()) {
            throw new CallFailed(ActionExecution.notFound(bucket.target().label()));
        }
        return found.get();
    }

    private static Json open(View policy) throws JsonException {
        var open = new ArrayList<Json>();
        for (var binding : policy.at(BINDINGS).items()) {
            var members = members(binding, true);
            if (!members.isEmpty()) {
                open.add(binding.object().with(MEMBERS, Json.strings(members)));
            }
        }
        return Json.arr(open);
    }

    private static List<String> members(View binding, boolean everybody) throws JsonException {
        return binding.at(MEMBERS).strings().stream()
                .filter(member -> EVERYBODY.contains(member) == everybody)
                .toList();
    }

    @Override
    public void write(Json from, Json to) throws CallFailed {
        var bucket = bucket();
        var policy = policy(bucket);
        if (!GoogleResource.read(policy, PublicBindings::open).equals(from)
                && ActionExecution.changedSince(act.target().label()) instanceof Performed.NotDone(var problem)) {
            throw new CallFailed(problem);
        }
        var wanted = GoogleResource.read(policy, json -> with(json, View.of(to)));
        var call = bucket.call();
        bucket.change(Call.get(call.root(), call.path() + "/iam").with("PUT", wanted));
    }

    /** The policy without its public members, and with these bindings. */
    private static Json.Obj with(View policy, View added) throws JsonException {
        var bindings = new ArrayList<Json>();
        for (var binding : policy.at(BINDINGS).items()) {
            var rest = members(binding, false);
            if (!rest.isEmpty()) {
                bindings.add(binding.object().with(MEMBERS, Json.strings(rest)));
            }
        }
        for (var binding : added.items()) {
            bindings.add(binding.object());
        }
        return policy.object().with(BINDINGS, Json.arr(bindings));
    }
}
