package io.nightshift.gcp.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.Optional;

/**
 * The instance in the properties of a detection: {@code instanceDetails} is its resource name; logins tell the zone and the
 * machine's name at each attempt.
 */
record ThreatenedInstance(View properties) {

    Optional<Resource> instance(Origin origin) throws JsonException {
        var path = Fields.firstName(properties.firstOf("instanceDetails", "instance_details"));
        var named = ResourceName.of("compute", path.isEmpty() ? "-" : path);
        if (named.isPresent() && named.get().kind().equals(Kinds.GCE_INSTANCE)) {
            return Optional.of(named.get().resource(origin));
        }
        var zone = Fields.firstName(properties.at("zone"));
        var attempts = properties.firstOf("attempts", "loginAttempts");
        var machine = Fields.firstName(
                properties.at("vmName"), attempts.isArray() ? attempts.at(0).at("vmName") : properties.at("none"));
        return zone.isEmpty() || machine.isEmpty()
                ? Optional.empty()
                : Optional.of(new Resource(
                        Origin.gcp(origin.account(), Monitored.region(zone)),
                        Kinds.GCE_INSTANCE,
                        zone + "/" + machine));
    }
}
