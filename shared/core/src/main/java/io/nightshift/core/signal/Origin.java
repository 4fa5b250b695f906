package io.nightshift.core.signal;

/**
 * The account and region of a signal or a resource.
 *
 * @param account AWS account id (12 digits) or Google Cloud project id; empty if there is none
 * @param region region or location ({@code eu-central-1}, {@code europe-west1}, {@code global}); empty if there is
 *     none
 */
public record Origin(Cloud cloud, String account, String region) {

    /** Outside of both clouds. */
    public static final Origin NOWHERE = new Origin(Cloud.NONE, "", "");

    public static Origin aws(String account, String region) {
        return new Origin(Cloud.AWS, account, region);
    }

    public static Origin gcp(String project, String location) {
        return new Origin(Cloud.GCP, project, location);
    }

    /** {@code aws:111122223333:eu-central-1}. */
    @Override
    public String toString() {
        return cloud.id() + ":" + account + ":" + region;
    }
}
