package io.nightshift.remediation.gcp;

import com.google.cloud.functions.CloudEventsFunction;
import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;

/** The function with its clock ahead, so that the lease of a dead worker has ended without anybody waiting for it. */
public final class AheadFunction implements CloudEventsFunction, HttpFunction {

    private final RemediationFunction function;

    public AheadFunction() {
        var ahead = Duration.parse(System.getProperty("nightshift.test.ahead"));
        var clock = InstantSource.system();
        function = new RemediationFunction(() -> clock.instant().plus(ahead));
    }

    @Override
    public void accept(CloudEvent event) {
        function.accept(event);
    }

    @Override
    public void service(HttpRequest request, HttpResponse response) throws IOException {
        function.service(request, response);
    }
}
