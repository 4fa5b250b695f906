package io.nightshift.local.host;

import io.nightshift.aws.decode.AwsFormats;
import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Format;
import io.nightshift.core.decode.OpenFormats;
import io.nightshift.gcp.decode.GcpFormats;
import java.util.ArrayList;

/** Every payload format that Nightshift knows; the plain CloudEvent comes last, because it accepts any. */
public final class KnownFormats {

    private KnownFormats() {}

    public static Decoders decoders() {
        var formats = new ArrayList<Format>(AwsFormats.all());
        formats.addAll(GcpFormats.all());
        formats.addAll(OpenFormats.all());
        return new Decoders(formats);
    }
}
