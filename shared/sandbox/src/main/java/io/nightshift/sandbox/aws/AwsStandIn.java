package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.wire.RequestForwarder;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A fake of AWS as documented, on a port of this machine: Backup, DynamoDB's backups, EC2, Auto Scaling, RDS, ElastiCache, ELBv2, CloudWatch, IAM, STS (query protocol),
 * Lambda, Scheduler, GuardDuty, S3 (REST), ECS, ECR, Secrets Manager, SQS, WAF, CloudTrail, CloudWatch Logs,
 * Step Functions, ACM and SSM (JSON), over one small account. Strict: it rejects a request
 * without a SigV4 header, or with a missing or an unknown parameter, like the service does.
 *
 * <p>Not simulated: IAM policies, quotas, and behaviour that differs from the documentation.
 */
public final class AwsStandIn implements AutoCloseable {

    public static final String ACCOUNT = "111122223333";
    public static final String REGION = "eu-central-1";

    private static final Map<String, FakeService> DESKS = Map.ofEntries(
            Map.entry("acm", new FakeAcm()),
            Map.entry("dynamodb", new FakeDynamoDb()),
            Map.entry("elasticache", new FakeElastiCache()),
            Map.entry("ec2", new FakeEc2()),
            Map.entry("autoscaling", new FakeAutoScaling()),
            Map.entry("backup", new FakeBackup()),
            Map.entry("rds", new FakeRds()),
            Map.entry("elasticloadbalancing", new FakeLoadBalancing()),
            Map.entry("monitoring", new FakeCloudWatch()),
            Map.entry("lambda", new FakeLambda()),
            Map.entry("ecs", new FakeEcs()),
            Map.entry("ecr", new FakeEcr()),
            Map.entry("secretsmanager", new FakeSecrets()),
            Map.entry("sqs", new FakeSqs()),
            Map.entry("cloudtrail", new FakeCloudTrail()),
            Map.entry("guardduty", new FakeGuardDuty()),
            Map.entry("securityhub", new FakeSecurityHub()),
            Map.entry("config", new FakeConfig()),
            Map.entry("iam", new FakeIam()),
            Map.entry("logs", new FakeLogs()),
            Map.entry("s3", new FakeS3()),
            Map.entry("ssm", new FakeSsm()),
            Map.entry("states", new FakeStates()),
            Map.entry("wafv2", new FakeWaf()),
            Map.entry("scheduler", new FakeScheduler()));

    private final String region;
    private final FakeAccount account = new FakeAccount();
    private final List<AwsCall> calls = new ArrayList<>();
    private final Map<String, Deque<AwsFault>> faults = new HashMap<>();
    private final Map<String, UnaryOperator<byte[]>> codes = new HashMap<>();
    private final WireServer server = WireServer.before(this::serve);
    private Optional<RequestForwarder> dynamoDb = Optional.empty();

    public AwsStandIn() {
        this(REGION);
    }

    /** The account in another region; only the signatures of requests differ. */
    public AwsStandIn(String region) {
        this.region = region;
    }

    public URI endpoint() {
        return server.endpoint();
    }

    /** {@code arn:aws:SERVICE:REGION:ACCOUNT:REST}. */
    public static String arn(String service, String rest) {
        return "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT + ":" + rest;
    }

    public static String taskDefinition(String family, int revision) {
        return FakeEcs.arn(family, revision);
    }

    /** Forwards requests for DynamoDB to that endpoint (DynamoDB Local), so that one endpoint is enough. */
    public synchronized void passDynamoDbTo(URI endpoint) {
        dynamoDb = Optional.of(RequestForwarder.to(endpoint));
    }

    public synchronized void place(FakeResource... things) {
        List.of(things).forEach(account::place);
    }

    /** Changes a resource directly, without a call. */
    public synchronized <T extends FakeResource> void alter(Class<T> type, String key, UnaryOperator<T> how) {
        account.place(how.apply(thing(type, key)));
    }

    public synchronized void remove(String key) {
        account.remove(key);
    }

    /** Removes everything: an empty account, in which nothing has happened. */
    public synchronized void clear() {
        account.clear();
        calls.clear();
        faults.clear();
    }

    public synchronized <T extends FakeResource> T thing(Class<T> type, String key) {
        return account.find(type, key).orElseThrow(() -> new IllegalArgumentException("there is no " + key));
    }

    public synchronized <T extends FakeResource> List<T> things(Class<T> type) {
        return account.all(type);
    }

    /** The JSON of the schedules, in order of their names. */
    public synchronized List<Json> schedules() {
        return things(FakeResource.Schedule.class).stream()
                .map(schedule -> AwsProtocols.json(schedule.body()))
                .toList();
    }

    /** The effective changes, in order: {@code reboot instance/i-1}. Setting the same value again is not included. */
    public synchronized List<String> changes() {
        return account.changes();
    }

    /** Every received call, including rejected ones. */
    public synchronized List<AwsCall> calls() {
        return List.copyOf(calls);
    }

    public synchronized long calls(String operation) {
        return calls.stream().filter(call -> call.operation().equals(operation)).count();
    }

    /** The next calls of that operation have these faults, one after the other. */
    public synchronized void fail(String operation, AwsFault... how) {
        faults.computeIfAbsent(operation, ignored -> new ArrayDeque<>()).addAll(List.of(how));
    }

    /** Removes all faults. */
    public synchronized void calm() {
        faults.clear();
    }

    /** After each change the next reads still return the state before it. */
    public synchronized void staleAfterChange(int reads) {
        account.staleAfterChange(reads);
    }

    /** Lets time pass: operations finish (instances are replaced, databases are back, rollouts are complete). */
    public void settle() {
        begin();
        var waiting = new HashSet<String>();
        for (var call = next(waiting); call.isPresent(); call = next(waiting)) {
            var payload = call.get().payload();
            var code = code(call.get().function());
            // Not under the lock: the function calls this account.
            answered(call.get(), code.flatMap(known -> FakeEcsHooks.run(known, payload)), waiting);
        }
    }

    private synchronized void begin() {
        FakeProgress.of(account);
        FakeServiceDeployments.bake(account);
    }

    private synchronized Optional<FakeEcsHooks.Call> next(Set<String> waiting) {
        return FakeEcsHooks.next(account, waiting);
    }

    private synchronized void answered(FakeEcsHooks.Call call, Optional<String> reply, Set<String> waiting) {
        FakeEcsHooks.answered(account, call, reply, waiting);
    }

    /** A function that services invoke (ECS lifecycle hooks): payload to response. It may throw, as a function may. */
    public synchronized void code(String function, UnaryOperator<byte[]> code) {
        codes.put(function, code);
    }

    private synchronized Optional<UnaryOperator<byte[]>> code(String function) {
        return Optional.ofNullable(codes.get(function));
    }

    @Override
    public void close() {
        server.close();
    }

    private WireReply serve(WireRequest request) {
        try {
            if (request.header("X-Amz-Target").startsWith("DynamoDB_") && dynamoDb.isPresent()) {
                record(AwsProtocols.read(request, region));
                return dynamoDb.get().answer(request);
            }
            return serve(AwsProtocols.read(request, region), request);
        } catch (AwsError e) {
            return AwsProtocols.error("", e);
        }
    }

    private synchronized void record(AwsCall call) {
        calls.add(call);
    }

    private synchronized WireReply serve(AwsCall call, WireRequest request) {
        calls.add(call);
        var waiting = faults.get(call.operation());
        var fault = waiting == null ? null : waiting.poll();
        return switch (fault) {
            case null -> answer(call, request);
            case AwsFault.Throttled ignored -> AwsProtocols.error(call.service(), AwsError.throttled(call.service()));
            case AwsFault.Denied ignored -> AwsProtocols.error(call.service(), AwsError.denied(call));
            case AwsFault.Broken ignored -> AwsProtocols.error(call.service(), AwsError.broken(call.service()));
            case AwsFault.BrokenAfterwards ignored ->
                after(answer(call, request), AwsProtocols.error(call.service(), AwsError.broken(call.service())));
            case AwsFault.CutBefore ignored -> new WireReply.HangUp();
            case AwsFault.Unheard ignored -> new WireReply.Silence();
            case AwsFault.CutReply ignored -> after(answer(call, request), new WireReply.HangUp());
            case AwsFault.Slow(var late) -> new WireReply.Late(late, answer(call, request));
        };
    }

    /** The response that the client sees; the call's effect stays. */
    private static WireReply after(WireReply lost, WireReply seen) {
        return lost instanceof WireReply.Reply ? seen : lost;
    }

    private WireReply answer(AwsCall call, WireRequest request) {
        try {
            var service = call.service().equals("sts") ? new FakeCallerIdentity(request) : DESKS.get(call.service());
            if (service == null) {
                throw FakeService.unknown(call);
            }
            var body = service.answer(call, account);
            if (call.operation().startsWith("Describe") || call.operation().startsWith("Get")) {
                account.read();
            }
            return AwsProtocols.ok(call, body);
        } catch (AwsError e) {
            return AwsProtocols.error(call.service(), e);
        }
    }
}
