/** HTTP for the observers: limited in time and size, without automatic redirects, and without secrets in messages. */
@NullMarked
package io.nightshift.promotion.neutral.web;

import org.jspecify.annotations.NullMarked;
