package io.nightshift.remediation.gcp.adapter;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.execution.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The bindings of a resource's IAM policy that let everybody in. The value is a list of these, each with its role, its condition
 * and only its public members; the policy is written under its etag.
 */
record PublicBindings(GcpApis apis, DeclaredAction act) implements Setting {

    private static final Set<String> EVERYBODY = Set.of("allUsers", "allAuthenticatedUsers");
    private static final String MEMBERS = "members";
    private static final String BINDINGS = "bindings";

    @Override
    public Optional<State> read() throws CallFailed {
        var resource = resource();
        var found = resource.find();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var labels = GoogleResource.read(found.get(), GoogleResource::labels);
        return Optional.of(State.of(
                labels, GoogleResource.read(new IamPolicyCalls(resource).get(), PublicBindings::open), Json.arr()));
    }

    private GoogleResource resource() throws CallFailed {
        return GoogleResource.of(apis.rest(), act.target());
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
        var calls = new IamPolicyCalls(resource());
        var policy = calls.get();
        calls.resource().expect(from, GoogleResource.read(policy, PublicBindings::open));
        calls.set(GoogleResource.read(policy, json -> with(json, View.of(to))));
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
