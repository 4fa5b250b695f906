/** Promotion on Google Cloud: the function that handles registry pushes, wake-ups, webhooks and the answers of approvers. */
@NullMarked
package io.nightshift.promotion.entry.gcp;

import org.jspecify.annotations.NullMarked;
