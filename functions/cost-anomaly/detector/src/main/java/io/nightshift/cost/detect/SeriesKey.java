package io.nightshift.cost.detect;

/** What one series of daily costs is about. A part that the source leaves out is empty. */
public record SeriesKey(String provider, String account, String service, String region, String currency) {

    /** The service in all regions. */
    SeriesKey overRegions() {
        return new SeriesKey(provider, account, service, "", currency);
    }

    SeriesKey ofAccount() {
        return new SeriesKey(provider, account, "", "", currency);
    }
}
