/** HTTP requests of observers: limited in time and size, without automatic redirects, and without secrets in messages. */
@NullMarked
package io.nightshift.web;

import org.jspecify.annotations.NullMarked;
