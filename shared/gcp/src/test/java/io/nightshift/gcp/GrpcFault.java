package io.nightshift.gcp;

import io.grpc.Status;

/** What goes wrong with one call of the {@link GrpcStandIn}. */
sealed interface GrpcFault {

    /** The client hears that status, and nothing happened. */
    record Refused(Status status) implements GrpcFault {}

    /** What was asked for happens, and the client hears that status instead of the answer. */
    record Lost(Status status) implements GrpcFault {}

    /** What was asked for happens, and the client never hears anything. */
    record Silence() implements GrpcFault {}

    /** The answer is a stream that ends with that status behind so many messages. */
    record Cut(int messages, Status status) implements GrpcFault {}

    static GrpcFault refused(Status.Code code) {
        return new Refused(code.toStatus().withDescription("canary-4711"));
    }

    static GrpcFault lost(Status.Code code) {
        return new Lost(code.toStatus().withDescription("canary-4711"));
    }
}
