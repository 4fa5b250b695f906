package io.nightshift.gcp.decode;

import io.nightshift.core.decode.Format;
import java.util.List;

/** The payload formats of Google Cloud, in the order in which they are tried: envelopes first. */
public final class GcpFormats {

    private GcpFormats() {}

    /**
     * All formats. They must come before {@link io.nightshift.core.decode.OpenFormats}, whose last accepts any CloudEvent.
     */
    public static List<Format> all() {
        return List.of(
                EventarcEvent.AUDIT_LOG,
                EventarcEvent.PUB_SUB,
                new PubSubPush(),
                new PubSubPull(),
                new PubSubBackground(),
                new ClusterNotification(),
                new DeployNotification(),
                new StorageNotification(),
                new SecretNotification(),
                new MonitoringIncident(),
                new SecurityFinding(),
                new BudgetNotification(),
                new CloudBuild(),
                new ArtifactRegistryChange(),
                new LogEntry(),
                new GoogleCloudEvent());
    }
}
