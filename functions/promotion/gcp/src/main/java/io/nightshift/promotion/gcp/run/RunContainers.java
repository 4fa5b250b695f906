package io.nightshift.promotion.gcp.run;

import com.google.cloud.run.v2.Container;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.promotion.action.Rollout;
import java.util.List;

/** Finds the container of a service that runs the promoted image, and the image that it runs now. */
final class RunContainers {

    private static final String DIGEST = "@sha256:";

    private RunContainers() {}

    /** The container that the setting names, else the one with that image, else the only one. */
    static int index(List<Container> containers, Rollout rollout) throws CallFailed {
        var named = RunSettings.of(rollout).container();
        for (int i = 0; i < containers.size(); i++) {
            var container = containers.get(i);
            if (named.isEmpty()
                    ? image(container.getImage()).equals(rollout.image())
                    : container.getName().equals(named)) {
                return i;
            }
        }
        if (named.isEmpty() && containers.size() == 1) {
            return 0;
        }
        throw new CallFailed(Problem.permanent(
                "NoContainer",
                named.isEmpty()
                        ? "none of the " + containers.size() + " containers runs " + rollout.image()
                                + "; the setting 'container' names the one that is to"
                        : "there is no container '" + named + "'"));
    }

    /** Host and path, without tag and digest. */
    private static String image(String reference) {
        var undigested = reference.contains("@") ? reference.substring(0, reference.indexOf('@')) : reference;
        int colon = undigested.lastIndexOf(':');
        return colon > undigested.lastIndexOf('/') ? undigested.substring(0, colon) : undigested;
    }

    /** Empty if the revision was created from a tag: Cloud Run resolves it and does not return the digest. */
    static String digest(Container container) {
        int at = container.getImage().indexOf(DIGEST);
        return at < 0 ? "" : container.getImage().substring(at + 1);
    }

    static boolean haveDigest(List<Container> containers, String digest) {
        return containers.stream().anyMatch(container -> digest(container).equals(digest));
    }
}
