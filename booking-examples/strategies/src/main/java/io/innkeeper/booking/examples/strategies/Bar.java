package io.innkeeper.booking.examples.strategies;

import java.io.PrintStream;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress, for somebody who looks on: a log shows nothing of it. */
final class Bar {

    private static final int WIDTH = 79;

    private Bar() {}

    /** A bar that disappears when it is closed. */
    @SuppressWarnings("SystemConsoleNull") // the program is started so that it is null where there is none
    static ProgressBar of(String task, int steps) {
        PrintStream out = System.err;
        boolean watched = System.console() != null;
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(steps)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(100)
                .setConsumer(new DelegatingProgressBarConsumer(
                        text -> {
                            if (watched) {
                                out.print('\r' + text);
                            }
                        },
                        WIDTH))
                .clearDisplayOnFinish()
                .build();
    }
}
