package io.nightshift.sandbox.gcp;

import com.google.cloud.run.v2.Service;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.regex.Pattern;

/** Cloud Run's resource names. */
public final class RunNames {

    private static final Pattern REVISION = Pattern.compile("[a-z]([-a-z0-9]{0,61}[a-z0-9])?");

    private RunNames() {}

    public static String service(String project, String region, String name) {
        return "projects/" + project + "/locations/" + region + "/services/" + name;
    }

    /** The last part of a name. */
    public static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /**
     * The short name of a new revision: the requested one, or one with the number.
     *
     * @see <a href="https://cloud.google.com/run/docs/managing/revisions">Cloud Run: names of revisions</a>
     */
    static String revision(Service service, String asked, int number) {
        var prefix = last(service.getName()) + "-";
        if (asked.isEmpty()) {
            return prefix + number;
        }
        if (!asked.startsWith(prefix) || !REVISION.matcher(asked).matches()) {
            throw Status.INVALID_ARGUMENT.withDescription("template.revision").asRuntimeException();
        }
        return asked;
    }

    static StatusRuntimeException notFound(String name) {
        return Status.NOT_FOUND
                .withDescription("Resource '" + name + "' was not found")
                .asRuntimeException();
    }
}
