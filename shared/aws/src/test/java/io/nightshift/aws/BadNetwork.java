package io.nightshift.aws;

import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A DynamoDB that goes wrong in four of five transactions and one of three reads, in each of its ways in turn, but never so
 * that the SDK's three attempts cannot get through or the ledger cannot find out.
 */
record BadNetwork(WireServer.Service behind, AtomicInteger reads) implements WireServer.Service {

    BadNetwork(WireServer.Service behind) {
        this(behind, new AtomicInteger());
    }

    @Override
    public WireReply answer(WireRequest request) {
        boolean first = request.header("amz-sdk-request").startsWith("attempt=1");
        if (!request.operation().equals("TransactWriteItems")) {
            return first && reads.incrementAndGet() % 3 == 0
                    ? Wire.dynamoError(500, "InternalServerError", "not now")
                    : behind.answer(request);
        }
        return switch (Math.floorMod(request.field("ClientRequestToken").hashCode(), 5)) {
            case 0 -> behind.answer(request);
            case 1 -> lost(request, new WireReply.HangUp());
            case 2 ->
                first ? lost(request, Wire.dynamoError(500, "InternalServerError", "done")) : behind.answer(request);
            case 3 -> first ? Wire.dynamoError(400, "ThrottlingException", "not now") : behind.answer(request);
            default -> first ? new WireReply.HangUp() : behind.answer(request);
        };
    }

    /** What was asked is done, and the client hears something else. */
    private WireReply lost(WireRequest request, WireReply instead) {
        return behind.answer(request) instanceof WireReply.Reply ? instead : new WireReply.HangUp();
    }
}
