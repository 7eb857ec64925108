/**
 * A real database server in a child process, for tests, examples and benchmarks. {@link
 * io.innkeeper.booking.jpa.server.EmbeddedServer} is the only class that others use.
 */
@NullMarked
package io.innkeeper.booking.jpa.server;

import org.jspecify.annotations.NullMarked;
