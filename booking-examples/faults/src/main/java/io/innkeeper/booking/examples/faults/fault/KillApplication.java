package io.innkeeper.booking.examples.faults.fault;

import io.innkeeper.booking.examples.faults.stand.Fault;
import io.innkeeper.booking.examples.faults.stand.Stand;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;

/** One more application is started, and killed when it has done something; the others go on. */
public final class KillApplication implements Fault {

    private static final int MOST_ACKNOWLEDGED = 60;

    @Override
    public void inject(Stand stand) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Dorg.jboss.logging.provider=slf4j",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-classpath",
                System.getProperty("java.class.path"),
                Application.class.getName(),
                stand.history().toString(),
                stand.scene().text(),
                String.valueOf(stand.random().nextLong())));
        builder.environment().put("INNKEEPER_URL", stand.url());
        builder.environment().put("INNKEEPER_USER", stand.user());
        builder.environment().put("INNKEEPER_PASSWORD", stand.password());
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        int enough = 1 + stand.random().nextInt(MOST_ACKNOWLEDGED);
        Process application = builder.start();
        try (BufferedReader acknowledged = application.inputReader()) {
            for (int i = 0; i < enough; i++) {
                if (acknowledged.readLine() == null) {
                    throw new IOException("the application has ended by itself");
                }
            }
        } finally {
            application.destroyForcibly();
            application.onExit().join();
            stand.injected("kill -9 of an application");
        }
    }
}
