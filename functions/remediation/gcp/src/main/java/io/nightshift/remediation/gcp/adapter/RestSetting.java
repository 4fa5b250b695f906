package io.nightshift.remediation.gcp.adapter;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.gcp.JsonRest.Call;
import io.nightshift.remediation.execution.Setting;
import java.util.Optional;

/** A property of one resource that one call reads and another sets. */
record RestSetting(Found resource, GoogleResource.Reader<Setting.State> reading, Writing writing) implements Setting {

    /** Names the resource; fails if it has no path. */
    @FunctionalInterface
    interface Found {
        GoogleResource resource() throws CallFailed;
    }

    /** The call that sets a value; it contains the version of the resource as read, if the service takes one. */
    @FunctionalInterface
    interface Writing {
        Call call(Call resource, View live, Json to) throws JsonException;
    }

    @Override
    public Optional<State> read() throws CallFailed {
        var found = resource.resource().find();
        return found.isEmpty() ? Optional.empty() : Optional.of(GoogleResource.read(found.get(), reading));
    }

    /** Reads the resource once more for its version; what somebody else changed in between stays. */
    @Override
    public void write(Json from, Json to) throws CallFailed {
        var target = resource.resource();
        var live = target.get();
        target.expect(from, GoogleResource.read(live, reading).value());
        target.change(GoogleResource.read(live, json -> writing.call(target.call(), json, to)));
    }
}
