/** The adapters that query and change Google Cloud, one execution for each action. */
@NullMarked
package io.nightshift.remediation.gcp.adapter;

import org.jspecify.annotations.NullMarked;
