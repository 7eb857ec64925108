package io.innkeeper.booking.examples.web;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** HTTP as it is on the wire, for what no browser would send. */
final class Wire {

    private static final int TIMEOUT_MS = 30_000;

    private Wire() {}

    /**
     * What was answered.
     *
     * @param status the status
     * @param headers the lines of the head, but for the first one
     * @param body as it was sent, chunks and all
     */
    record Answer(int status, List<String> headers, String body) {

        private static Answer of(String text) {
            String[] parts = text.split("\r\n\r\n", 2);
            List<String> head = List.of(parts[0].split("\r\n"));
            if (!head.get(0).matches("HTTP/1\\.1 \\d{3}.*")) {
                throw new IllegalStateException("no HTTP: " + text);
            }
            return new Answer(
                    Integer.parseInt(head.get(0).substring(9, 12)),
                    head.subList(1, head.size()),
                    parts.length < 2 ? "" : parts[1]);
        }

        /** The first header of this name. */
        Optional<String> header(String name) {
            return headers(name).findFirst();
        }

        /** All headers of this name. */
        Stream<String> headers(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()).strip());
        }
    }

    /** Asks for a target, which is sent as it is, with these headers. */
    static Answer get(URI base, String target, String... headers) throws IOException {
        return send(base, "GET " + target + " HTTP/1.1", "", headers);
    }

    /** Sends a form, of which the text is sent as it is. */
    static Answer post(URI base, String target, String form, String... headers) throws IOException {
        return send(
                base,
                "POST " + target + " HTTP/1.1",
                form,
                Stream.concat(
                                Stream.of(
                                        "Content-Type: application/x-www-form-urlencoded",
                                        "Content-Length: " + form.getBytes(StandardCharsets.UTF_8).length),
                                Stream.of(headers))
                        .toArray(String[]::new));
    }

    /** Sends a request; its own {@code Host} comes with it unless the headers have one. */
    static Answer send(URI base, String line, String body, String... headers) throws IOException {
        StringBuilder request = new StringBuilder(line).append("\r\n");
        if (Arrays.stream(headers).noneMatch(header -> header.startsWith("Host:"))) {
            request.append("Host: ").append(base.getAuthority()).append("\r\n");
        }
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return send(base, request + "Connection: close\r\n\r\n" + body);
    }

    private static Answer send(URI base, String request) throws IOException {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(TIMEOUT_MS);
            OutputStream out = socket.getOutputStream();
            try {
                out.write(request.getBytes(StandardCharsets.UTF_8));
                out.flush();
            } catch (IOException e) {
                // Whoever has heard enough answers, and listens no more.
            }
            String text = read(socket.getInputStream());
            if (text.isEmpty()) {
                throw new EOFException("hung up without an answer");
            }
            return Answer.of(text);
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] part = new byte[8192];
        try {
            for (int length = in.read(part); length >= 0; length = in.read(part)) {
                bytes.write(part, 0, length);
            }
        } catch (IOException e) {
            if (bytes.size() == 0) {
                throw e;
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
