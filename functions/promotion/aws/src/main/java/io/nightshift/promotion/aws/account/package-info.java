/** The clients of the account's regions, and what each call to them has in common. */
@NullMarked
package io.nightshift.promotion.aws.account;

import org.jspecify.annotations.NullMarked;
