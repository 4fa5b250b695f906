package io.nightshift.promotion.entry.aws;

import io.nightshift.core.act.RetryPolicy;
import java.time.InstantSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * The objects that a process provides to its beans: none of them may be in a snapshot, so each restored process has its own.
 */
record ProcessResources(InstantSource clock, AwsCredentialsProvider credentials, RetryPolicy retryPolicy) {}
