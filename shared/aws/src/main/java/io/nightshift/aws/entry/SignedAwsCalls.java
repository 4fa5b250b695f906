package io.nightshift.aws.entry;

import io.nightshift.chat.command.OrderControl;
import io.nightshift.chat.mail.Mail;
import io.nightshift.chat.mail.MailSender;
import io.nightshift.chat.push.TopicPublisher;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.entry.FunctionHost;
import io.nightshift.web.HttpResult;
import io.nightshift.web.WebClient;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/**
 * The calls of AWS that chat makes, signed and sent without the clients of the SDK, which would make every function larger.
 *
 * @param endpoint in place of AWS, in tests
 * @see <a href="https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html">SES: SendEmail</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Lambda: Invoke</a>
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">SNS: Publish</a>
 */
record SignedAwsCalls(String region, Optional<URI> endpoint, AwsCredentialsProvider credentials, WebClient web)
        implements MailSender, TopicPublisher, OrderControl.Orders {

    private static final Duration ATTEMPT = Duration.ofSeconds(10);
    private static final int LONGEST_ANSWER = 64 * 1024;

    /** The client of the JDK sets these itself. */
    private static final Set<String> OWN_HEADERS = Set.of("host", "content-length");

    static SignedAwsCalls of(
            String region, Optional<URI> endpoint, AwsCredentialsProvider credentials, FunctionHost host) {
        return new SignedAwsCalls(region, endpoint, credentials, new WebClient(ATTEMPT, host));
    }

    @Override
    public Optional<Problem> send(Mail mail) {
        var raw = Json.obj().with("Data", Base64.getEncoder().encodeToString(mail.bytes()));
        var body = Json.obj().with("Content", Json.obj().with("Raw", raw));
        var base = endpoint.orElseGet(() -> URI.create("https://email." + region + ".amazonaws.com"));
        return call("ses", region, URI.create(base + "/v2/email/outbound-emails"), "application/json", body.bytes());
    }

    @Override
    public Optional<Problem> publish(String topic, String body) {
        var home = topic.split(":", -1)[3];
        var form = "Action=Publish&Version=2010-03-31&TopicArn=" + encoded(topic) + "&Message=" + encoded(body);
        var base = endpoint.orElseGet(() -> URI.create("https://sns." + home + ".amazonaws.com"));
        return call(
                "sns",
                home,
                URI.create(base + "/"),
                "application/x-www-form-urlencoded; charset=utf-8",
                form.getBytes(StandardCharsets.UTF_8));
    }

    /** Puts the order into the queue of the function's asynchronous invocations. */
    @Override
    public Optional<Problem> send(String function, byte[] order) {
        var base = endpoint.orElseGet(() -> URI.create("https://lambda." + region + ".amazonaws.com"));
        var uri = URI.create(base + "/2015-03-31/functions/" + encoded(function) + "/invocations");
        return call("lambda", region, uri, "application/json", order);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Optional<Problem> call(String service, String home, URI uri, String type, byte[] body) {
        try {
            var request = SdkHttpRequest.builder()
                    .method(SdkHttpMethod.POST)
                    .uri(uri)
                    .putHeader("Content-Type", type)
                    .putHeader("X-Amz-Invocation-Type", "Event")
                    .build();
            var signed = AwsV4HttpSigner.create()
                    .sign(sign -> sign.identity(credentials.resolveCredentials())
                            .request(request)
                            .payload(ContentStreamProvider.fromByteArray(body))
                            .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                            .putProperty(AwsV4HttpSigner.REGION_NAME, home));
            var sent = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofByteArray(body));
            signed.request().forEachHeader((name, values) -> {
                if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                    values.forEach(value -> sent.header(name, value));
                }
            });
            return problem(service, web.ask(sent, LONGEST_ANSWER));
        } catch (SdkException e) {
            return Optional.of(Problem.transientFault("NoCredentials", "no credentials for " + service));
        }
    }

    private static Optional<Problem> problem(String service, HttpResult result) {
        return switch (result) {
            case HttpResult.Answered answered when answered.status() / 100 == 2 -> Optional.empty();
            case HttpResult.Answered answered -> Optional.of(refused(service, answered.status()));
            case HttpResult.TooLong(var status) ->
                status / 100 == 2 ? Optional.empty() : Optional.of(refused(service, status));
            case HttpResult.Missed(var problem) -> Optional.of(problem);
        };
    }

    private static Problem refused(String service, int status) {
        var message = service + " answered " + status;
        return status == 429 || status >= 500
                ? Problem.uncertain("Status" + status, message)
                : Problem.permanent("Status" + status, message);
    }
}
