/** The HTTP interface of a host, independent of the server: authentication, signals, approvals and responses. */
@NullMarked
package io.nightshift.api;

import org.jspecify.annotations.NullMarked;
