package io.innkeeper.booking.examples.faults.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system of its own, in a file: it can be filled up without harm to any other. Only where one may mount. */
public final class SmallDisk implements AutoCloseable {

    private static final int MEBIBYTE = 1 << 20;

    private final Path image;
    private final Path mounted;

    /**
     * Makes it.
     *
     * @param mebibytes how much is to fit in
     * @throws IOException if that is not allowed here; the message says why
     */
    public SmallDisk(int mebibytes) throws IOException {
        image = Files.createTempFile("disk", ".img");
        mounted = Files.createTempDirectory("disk");
        try {
            run("truncate", "--size=" + mebibytes + "M", image.toString());
            run("mkfs.ext4", "-q", "-F", "-m", "0", image.toString());
            run("mount", "-o", "loop", image.toString(), mounted.toString());
        } catch (IOException e) {
            Files.delete(image);
            Files.delete(mounted);
            throw e;
        }
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(String.join(" ", List.of(command)) + ": " + said.strip());
        }
    }

    /** Where it is. */
    public Path path() {
        return mounted;
    }

    private Path ballast() {
        return mounted.resolve("ballast");
    }

    /** Takes all the room that there is. */
    public void fill() throws IOException {
        byte[] block = new byte[MEBIBYTE];
        try (OutputStream out = Files.newOutputStream(ballast())) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            if (Files.getFileStore(mounted).getUsableSpace() >= MEBIBYTE) {
                throw e;
            }
        }
    }

    /** Gives it back. */
    public void free() throws IOException {
        Files.delete(ballast());
    }

    @Override
    public void close() throws IOException {
        run("umount", mounted.toString());
        Files.delete(image);
        Files.delete(mounted);
    }
}
