package io.nightshift.core.decode;

import java.util.List;

/** The payload formats that belong to no cloud, in the order in which they are tried. */
public final class OpenFormats {

    private OpenFormats() {}

    /**
     * All formats. The last accepts any CloudEvent, so the formats of the clouds must come first: some of them are CloudEvents.
     *
     * <pre>{@code
     * var formats = new ArrayList<>(AwsFormats.all());
     * formats.addAll(GcpFormats.all());
     * formats.addAll(OpenFormats.all());
     * var decoders = new Decoders(formats);
     * }</pre>
     */
    public static List<Format> all() {
        return List.of(
                new GrafanaGroup(),
                new LegacyGrafana(),
                new AlertmanagerGroup(),
                new RegistryNotification(),
                new GitHubPackage(),
                new GitHubSecretAlert(),
                new CloudEventBatch(),
                new PlainCloudEvent());
    }
}
