/** The clients of the account's regions, and the common part of all calls. */
@NullMarked
package io.nightshift.promotion.aws.account;

import org.jspecify.annotations.NullMarked;
