package io.nightshift.promotion.entry.aws;

import io.nightshift.aws.AwsRetryPolicy;
import java.time.InstantSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** What a process gives its beans: nothing of it may be in a snapshot, so each copy has its own. */
record Surroundings(InstantSource clock, AwsCredentialsProvider credentials, AwsRetryPolicy retryPolicy) {}
