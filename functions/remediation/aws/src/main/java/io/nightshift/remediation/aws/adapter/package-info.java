/** Remediation's queries and acts on AWS: one file per action, with the real SDK clients. */
@NullMarked
package io.nightshift.remediation.aws.adapter;

import org.jspecify.annotations.NullMarked;
