package io.nightshift.sandbox.gcp;

import com.google.cloud.run.v2.Service;
import com.google.cloud.run.v2.TrafficTarget;
import com.google.cloud.run.v2.TrafficTargetAllocationType;
import com.google.cloud.run.v2.TrafficTargetStatus;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The rules of Cloud Run for a traffic split, and its status. */
final class RunTraffic {

    private static final Pattern TAG = Pattern.compile("[a-z]([-a-z0-9]{0,44}[a-z0-9])?");

    private RunTraffic() {}

    /** @param known reports whether a revision with that short name exists */
    static void check(List<TrafficTarget> asked, Predicate<String> known) {
        if (asked.stream().mapToInt(TrafficTarget::getPercent).sum() != 100) {
            throw invalid("The sum of traffic percentages must be 100");
        }
        var tags = new HashSet<String>();
        for (var target : asked) {
            boolean byName = target.getType() == TrafficTargetAllocationType.TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION;
            if (byName == target.getRevision().isEmpty() || target.getPercent() < 0) {
                throw invalid("traffic: a revision by name, or the latest");
            }
            if (!target.getTag().isEmpty() && (!TAG.matcher(target.getTag()).matches() || !tags.add(target.getTag()))) {
                throw invalid("traffic: a tag once, of lower-case letters, digits and dashes");
            }
            if (byName && !known.test(target.getRevision())) {
                throw Status.FAILED_PRECONDITION
                        .withDescription("Revision '" + target.getRevision() + "' is not found")
                        .asRuntimeException();
            }
        }
    }

    private static StatusRuntimeException invalid(String why) {
        return Status.INVALID_ARGUMENT.withDescription(why).asRuntimeException();
    }

    /** The split that is served after all changes; no target means all traffic to the latest. */
    static List<TrafficTargetStatus> served(Service service) {
        var latest = TrafficTarget.newBuilder()
                .setType(TrafficTargetAllocationType.TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST)
                .setPercent(100)
                .build();
        var asked = service.getTrafficCount() == 0 ? List.of(latest) : service.getTrafficList();
        return asked.stream().map(RunTraffic::status).toList();
    }

    private static TrafficTargetStatus status(TrafficTarget target) {
        return TrafficTargetStatus.newBuilder()
                .setType(target.getType())
                .setRevision(target.getRevision())
                .setPercent(target.getPercent())
                .setTag(target.getTag())
                .build();
    }
}
