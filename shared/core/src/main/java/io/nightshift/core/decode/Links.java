package io.nightshift.core.decode;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the addresses at which a human reads more about a signal. Anything but a plain http(s) address without a password
 * or another secret is left out: a link is shown to people, who click it.
 */
public final class Links {

    private static final int MOST = 10;
    private static final int LONGEST = 2_048;

    private final List<String> links = new ArrayList<>();

    /** Adds the address, unless the value is missing, no such address, or already there. */
    public Links with(View value) throws JsonException {
        if (value.isString()) {
            with(value.text().strip());
        }
        return this;
    }

    /** Adds the members with these names. */
    public Links with(View object, String... names) throws JsonException {
        for (var name : names) {
            with(object.at(name));
        }
        return this;
    }

    public Links with(String address) {
        if (links.size() < MOST && !links.contains(address) && isAddress(address)) {
            links.add(address);
        }
        return this;
    }

    private static boolean isAddress(String address) {
        if (address.length() > LONGEST || SecretText.holdsSecret(address)) {
            return false;
        }
        try {
            var uri = new URI(address);
            var scheme = uri.getScheme();
            return ("https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** In the order in which they were added. */
    public List<String> all() {
        return List.copyOf(links);
    }
}
