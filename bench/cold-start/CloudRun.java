import com.google.firestore.v1.BatchGetDocumentsRequest;
import com.google.firestore.v1.BatchGetDocumentsResponse;
import com.google.protobuf.util.Timestamps;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Cloud Run before a function of the Functions Framework: a request as soon as it listens; and a Firestore that has no document. */
final class CloudRun implements Host {

    private final AtomicInteger looks = new AtomicInteger();
    private final Deployed deployed;
    private final Server firestore;
    private int port;

    CloudRun(Deployed deployed) throws IOException {
        this.deployed = deployed;
        firestore = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(documents())
                .build()
                .start();
    }

    /** The one method that the look takes; the generated service is not among what is deployed. */
    private ServerServiceDefinition documents() {
        var batchGet = MethodDescriptor.<BatchGetDocumentsRequest, BatchGetDocumentsResponse>newBuilder()
                .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
                .setFullMethodName("google.firestore.v1.Firestore/BatchGetDocuments")
                .setRequestMarshaller(ProtoUtils.marshaller(BatchGetDocumentsRequest.getDefaultInstance()))
                .setResponseMarshaller(ProtoUtils.marshaller(BatchGetDocumentsResponse.getDefaultInstance()))
                .build();
        return ServerServiceDefinition.builder("google.firestore.v1.Firestore")
                .addMethod(batchGet, ServerCalls.asyncServerStreamingCall(this::missing))
                .build();
    }

    private void missing(BatchGetDocumentsRequest request, StreamObserver<BatchGetDocumentsResponse> observer) {
        looks.incrementAndGet();
        for (var name : request.getDocumentsList()) {
            observer.onNext(BatchGetDocumentsResponse.newBuilder()
                    .setMissing(name)
                    .setReadTime(Timestamps.fromSeconds(1_800_000_000))
                    .build());
        }
        observer.onCompleted();
    }

    @Override
    public Deployed deployed() {
        return deployed;
    }

    @Override
    public List<String> program() throws IOException {
        return List.of(
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                deployed.classPath(),
                "com.google.cloud.functions.invoker.runner.Invoker",
                "--target",
                deployed.entry());
    }

    @Override
    public void prepare() throws IOException {
        looks.set(0);
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    @Override
    public Process start(List<String> command) throws IOException {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(deployed.folder().resolve("cold-start.log").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GOOGLE_") || name.startsWith("NIGHTSHIFT_"));
        builder.environment()
                .putAll(Map.of(
                        "PORT", Integer.toString(port),
                        "FUNCTION_SIGNATURE_TYPE", "http",
                        "NIGHTSHIFT_PROJECT", "shop-prod",
                        "NIGHTSHIFT_POLICY_TEXT", Policy.TEXT,
                        "NIGHTSHIFT_DEAD_LETTER_TOPIC", "projects/shop-prod/topics/dead-letters",
                        "NIGHTSHIFT_FIRESTORE_ENDPOINT", "http://127.0.0.1:" + firestore.getPort(),
                        "NIGHTSHIFT_GCP_ENDPOINT", "http://127.0.0.1:9",
                        "NIGHTSHIFT_GCP_GRPC_ENDPOINT", "http://127.0.0.1:9"));
        builder.environment().putAll(deployed.variables());
        return builder.start();
    }

    @Override
    public void awaitAnswer(Process process) throws Exception {
        var status = "";
        while (status.isEmpty()) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the function ended, see " + deployed.folder() + "/cold-start.log");
            }
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                status = answer(socket);
            } catch (ConnectException e) {
                Thread.sleep(1);
            }
        }
        if (!status.contains(" 204") || looks.get() != 1) {
            throw new IllegalStateException("not the answer to an order, by one look: " + status + ", " + looks);
        }
    }

    private static String answer(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(60_000);
        var request = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                + Policy.WAKE.length() + "\r\nConnection: close\r\n\r\n" + Policy.WAKE;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                .lines()
                .findFirst()
                .orElse("no answer");
    }
}
