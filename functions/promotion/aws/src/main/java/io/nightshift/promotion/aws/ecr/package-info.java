/** ECR's data about an image: its digest, its push time, and the findings of scans. */
@NullMarked
package io.nightshift.promotion.aws.ecr;

import org.jspecify.annotations.NullMarked;
