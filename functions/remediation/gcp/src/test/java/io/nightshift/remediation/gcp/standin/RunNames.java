package io.nightshift.remediation.gcp.standin;

/** Cloud Run's resource names. */
public final class RunNames {

    private RunNames() {}

    public static String service(String project, String region, String name) {
        return "projects/" + project + "/locations/" + region + "/services/" + name;
    }

    /** The last part of a name. */
    public static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
