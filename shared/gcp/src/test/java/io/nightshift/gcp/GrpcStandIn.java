package io.nightshift.gcp;

import io.grpc.BindableService;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** A gRPC server on a free port of this machine that goes wrong as it is told, and remembers what it was called for. */
final class GrpcStandIn implements AutoCloseable {

    /** Above Firestore's own limit for a request, so that the service refuses what is too large, and not gRPC. */
    private static final int MOST_BYTES = 20 * 1024 * 1024;

    /** What goes wrong with a call. */
    interface Trouble {
        Optional<GrpcFault> with(String method, Object message);
    }

    /** A call that came in. */
    record Call(String method, Metadata headers) {
        String header(String name) {
            var value = headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
            return value == null ? "" : value;
        }
    }

    private final Server server;
    private final Trouble always;
    private final Map<String, Queue<GrpcFault>> script = new ConcurrentHashMap<>();
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

    GrpcStandIn(BindableService service) {
        this(service, (method, message) -> Optional.empty());
    }

    GrpcStandIn(BindableService service, Trouble always) {
        this.always = always;
        try {
            server = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                    .maxInboundMessageSize(MOST_BYTES)
                    .addService(ServerInterceptors.intercept(service, new Interceptor()))
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    /** Those go wrong with the next calls of that method, one after another. */
    void fail(String method, GrpcFault... faults) {
        fail(method, List.of(faults));
    }

    void fail(String method, List<GrpcFault> faults) {
        script.computeIfAbsent(method, ignored -> new ConcurrentLinkedQueue<>()).addAll(faults);
    }

    /** What came in since the last time that this was asked. */
    List<Call> calls() {
        var taken = new ArrayList<Call>();
        for (var call = calls.poll(); call != null; call = calls.poll()) {
            taken.add(call);
        }
        return taken;
    }

    /** The methods of {@link #calls}. */
    List<String> methods() {
        return calls().stream().map(Call::method).toList();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private Optional<GrpcFault> fault(String method, Object message) {
        var scripted = script.getOrDefault(method, new ArrayDeque<>()).poll();
        return scripted == null ? always.with(method, message) : Optional.of(scripted);
    }

    private final class Interceptor implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            var method = String.valueOf(call.getMethodDescriptor().getBareMethodName());
            calls.add(new Call(method, headers));
            var answer = new FaultyAnswer<>(call);
            return new FaultyCall<>(method, answer, next.startCall(answer, headers));
        }
    }

    /** The method is called when the client has sent all; where the fault says so, it never is. */
    private final class FaultyCall<Q, A> extends SimpleForwardingServerCallListener<Q> {
        private final String method;
        private final FaultyAnswer<Q, A> answer;

        FaultyCall(String method, FaultyAnswer<Q, A> answer, ServerCall.Listener<Q> behind) {
            super(behind);
            this.method = method;
            this.answer = answer;
        }

        @Override
        public void onMessage(Q message) {
            answer.fault = fault(method, message).orElse(null);
            super.onMessage(message);
        }

        @Override
        public void onHalfClose() {
            if (answer.fault instanceof GrpcFault.Refused(var status)) {
                answer.end(status);
            } else {
                super.onHalfClose();
            }
        }
    }

    private static final class FaultyAnswer<Q, A> extends SimpleForwardingServerCall<Q, A> {
        private volatile @Nullable GrpcFault fault;
        private int sent;

        FaultyAnswer(ServerCall<Q, A> call) {
            super(call);
        }

        void end(Status status) {
            delegate().close(status, new Metadata());
        }

        @Override
        public void sendHeaders(Metadata headers) {
            if (fault == null || fault instanceof GrpcFault.Cut) {
                super.sendHeaders(headers);
            }
        }

        @Override
        public void sendMessage(A message) {
            if (fault == null || (fault instanceof GrpcFault.Cut(int most, Status ignored) && sent < most)) {
                sent++;
                super.sendMessage(message);
            }
        }

        @Override
        public void close(Status status, Metadata trailers) {
            switch (fault) {
                case null -> super.close(status, trailers);
                case GrpcFault.Lost(var instead) -> end(instead);
                case GrpcFault.Refused(var instead) -> end(instead);
                case GrpcFault.Cut(int ignored, var instead) -> end(instead);
                case GrpcFault.Silence() -> {
                    // The client gives up when its own deadline has passed.
                }
            }
        }
    }
}
