package io.nightshift.demo.shop;

import io.nightshift.core.json.Json;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;

/**
 * Lines of JSON in the form that Cloud Logging and Error Reporting read; CloudWatch and Loki read the same members.
 *
 * @see <a href="https://cloud.google.com/error-reporting/docs/formatting-error-messages">Google Cloud: format of errors</a>
 */
final class ShopLog {

    private static final String ERROR =
            "type.googleapis.com/google.devtools.clouderrorreporting.v1beta1.ReportedErrorEvent";

    private final PrintStream out;
    private final InstantSource clock;
    private final String service;
    private final String version;
    private final String project;

    /** @param project of Google Cloud, for the names of traces; empty elsewhere */
    ShopLog(PrintStream out, InstantSource clock, String service, String version, String project) {
        this.out = out;
        this.clock = clock;
        this.service = service;
        this.version = version;
        this.project = project;
    }

    void info(String event, TraceParent trace, Json.Obj more) {
        write(line("INFO", event, event, trace).with("details", more));
    }

    /** Error Reporting groups by the stack trace, which has the exception's own message. */
    void error(String event, TraceParent trace, Throwable error) {
        var stack = new StringWriter();
        error.printStackTrace(new PrintWriter(stack));
        write(line("ERROR", event, event + ": " + error.getClass().getSimpleName(), trace)
                .with("@type", ERROR)
                .with("stack_trace", stack.toString()));
    }

    private Json.Obj line(String severity, String event, String message, TraceParent trace) {
        var prefix = project.isEmpty() ? "" : "projects/" + project + "/traces/";
        return Json.obj()
                .with("time", clock.instant().toString())
                .with("severity", severity)
                .with("event", event)
                .with("message", message)
                .with("serviceContext", Json.obj().with("service", service).with("version", version))
                .with("logging.googleapis.com/trace", prefix + trace.trace())
                .with("logging.googleapis.com/spanId", trace.span());
    }

    private synchronized void write(Json.Obj line) {
        out.println(line.text());
        out.flush();
    }
}
