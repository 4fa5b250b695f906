/** The adapters that check Google Cloud and change it, one hand for each action. */
@NullMarked
package io.nightshift.remediation.gcp.adapter;

import org.jspecify.annotations.NullMarked;
