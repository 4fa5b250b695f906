package io.nightshift.chat.google;

import java.util.Optional;

/** Access tokens for the REST API of Google Chat. */
public interface GoogleAccess {

    /** A token that is good for at least a minute; empty if none can be had now. */
    Optional<String> token();
}
