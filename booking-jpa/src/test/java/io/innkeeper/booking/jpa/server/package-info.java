/**
 * A real database server in a child process, for tests, examples and benchmarks. {@link
 * io.innkeeper.booking.jpa.server.EmbeddedServer} is the server, {@link io.innkeeper.booking.jpa.server.Server} that or the one
 * that the environment names.
 */
@NullMarked
package io.innkeeper.booking.jpa.server;

import org.jspecify.annotations.NullMarked;
