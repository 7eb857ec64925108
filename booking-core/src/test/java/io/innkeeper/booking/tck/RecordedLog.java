package io.innkeeper.booking.tck;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** Records what slf4j-simple logs, with the level of every logger turned down to the finest. */
public final class RecordedLog {

    private static final int TRACE = 0;

    private RecordedLog() {}

    /** Does the work and gives what was logged; empty if the backend is another one. */
    public static Optional<String> during(Runnable work) {
        Map<Object, Integer> levels = new HashMap<>();
        PrintStream err = System.err;
        ByteArrayOutputStream recorded = new ByteArrayOutputStream();
        boolean known =
                LoggerFactory.getILoggerFactory().getClass().getName().equals("org.slf4j.simple.SimpleLoggerFactory");
        try {
            if (known) {
                System.setErr(new PrintStream(recorded, true, StandardCharsets.UTF_8));
                setLevels(levels);
            }
            work.run();
        } finally {
            System.setErr(err);
            levels.forEach(RecordedLog::setLevel);
        }
        return known ? Optional.of(recorded.toString(StandardCharsets.UTF_8)) : Optional.empty();
    }

    private static void setLevels(Map<Object, Integer> before) {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        Map<?, ?> loggers = (Map<?, ?>) get(factory, "loggerMap");
        for (Object logger : loggers.values()) {
            before.put(logger, (Integer) get(logger, "currentLogLevel"));
            setLevel(logger, TRACE);
        }
    }

    private static Object get(Object owner, String field) {
        try {
            return field(owner, field).get(owner);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("slf4j-simple is not what it was", e);
        }
    }

    private static void setLevel(Object logger, int level) {
        try {
            field(logger, "currentLogLevel").setInt(logger, level);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("slf4j-simple is not what it was", e);
        }
    }

    private static Field field(Object owner, String name) throws NoSuchFieldException {
        for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field;
                }
            }
        }
        throw new NoSuchFieldException(name);
    }
}
