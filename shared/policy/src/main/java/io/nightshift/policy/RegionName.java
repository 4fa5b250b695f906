package io.nightshift.policy;

import java.util.regex.Pattern;

/** Names of regions and locations, as far as their form tells: new ones appear each year. */
public final class RegionName {

    /** A region of AWS: {@code eu-central-1}, {@code us-gov-west-1}. */
    public static final String AWS =
            "(af|ap|ca|cn|eu|il|me|mx|sa|us)(-gov|-iso[a-z]*)?-(north|south|east|west|central|northeast|northwest|southeast|southwest)-[1-9]";

    /** A region of Google Cloud: {@code europe-west1}. */
    public static final String GOOGLE =
            "(africa|asia|australia|europe|me|northamerica|southamerica|us)-(north|south|east|west|central|northeast|northwest|southeast|southwest)[1-9][0-9]?";

    private static final Pattern ANY = Pattern.compile(
            AWS + "|" + GOOGLE + "(-[a-z])?|global|us|eu|asia|nam[0-9]+|eur[0-9]+|asia[0-9]+|aws-global");

    private RegionName() {}

    /** Reports whether something can be there: a region or zone of AWS or Google Cloud, or one of their wider locations. */
    public static boolean isPossible(String name) {
        return ANY.matcher(name).matches();
    }
}
