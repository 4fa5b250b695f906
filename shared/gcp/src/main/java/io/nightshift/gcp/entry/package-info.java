/** What the functions on Google Cloud share: what they are configured with, what they are connected to, and how a request is taken. */
@NullMarked
package io.nightshift.gcp.entry;

import org.jspecify.annotations.NullMarked;
