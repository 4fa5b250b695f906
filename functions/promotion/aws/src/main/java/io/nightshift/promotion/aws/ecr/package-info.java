/** What ECR knows of an image: its digest, when it was pushed, and what scans found in it. */
@NullMarked
package io.nightshift.promotion.aws.ecr;

import org.jspecify.annotations.NullMarked;
