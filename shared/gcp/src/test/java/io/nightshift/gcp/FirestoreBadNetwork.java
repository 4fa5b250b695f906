package io.nightshift.gcp;

import com.google.firestore.v1.CommitRequest;
import com.google.firestore.v1.Value;
import io.grpc.Status;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Firestore that goes wrong in four of five commits and one of seven reads, in each of its ways in turn, but never so
 * that a client with patience cannot get through or the ledger cannot find out.
 */
final class FirestoreBadNetwork implements GrpcStandIn.Trouble {

    private final AtomicInteger reads = new AtomicInteger();
    private final Map<String, Integer> attempts = new ConcurrentHashMap<>();

    @Override
    public Optional<GrpcFault> with(String method, Object message) {
        if (message instanceof CommitRequest commit) {
            var turn = turn(commit);
            boolean first = attempts.merge(turn, 1, Integer::sum) == 1;
            return commit(Integer.parseInt(turn.replace("turn-", "")) % 5, first);
        }
        return reads.incrementAndGet() % 7 == 0
                ? Optional.of(GrpcFault.refused(Status.Code.UNAVAILABLE))
                : Optional.empty();
    }

    /** The token that its second write carries. */
    private static String turn(CommitRequest commit) {
        return commit.getWrites(1)
                .getUpdate()
                .getFieldsOrDefault(FirestoreDocuments.TURN, Value.getDefaultInstance())
                .getStringValue();
    }

    private static Optional<GrpcFault> commit(int way, boolean first) {
        return switch (way) {
            case 1 -> Optional.of(GrpcFault.lost(Status.Code.UNAVAILABLE));
            case 2 -> first ? Optional.of(GrpcFault.lost(Status.Code.DEADLINE_EXCEEDED)) : Optional.empty();
            case 3 -> first ? Optional.of(GrpcFault.refused(Status.Code.RESOURCE_EXHAUSTED)) : Optional.empty();
            case 4 -> first ? Optional.of(GrpcFault.refused(Status.Code.UNAVAILABLE)) : Optional.empty();
            default -> Optional.empty();
        };
    }
}
