/** Google Chat: cards, the REST API, and what comes from there. */
@NullMarked
package io.nightshift.chat.google;

import org.jspecify.annotations.NullMarked;
