package io.innkeeper.booking.examples.web.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The Chromium that is installed: where CHROMIUM says, or where distributions put it. For use by one thread. */
final class Chromium implements AutoCloseable {

    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    private final Playwright playwright;
    private final Browser browser;

    /** How somebody looks at the pages. */
    enum Device {
        /** A large window, in light colors. */
        DESKTOP(1200, 900, ColorScheme.LIGHT, true),
        /** A phone, in dark colors. */
        PHONE(390, 844, ColorScheme.DARK, true),
        /** A large window without JavaScript. */
        NO_SCRIPT(1200, 900, ColorScheme.LIGHT, false);

        private final int width;
        private final int height;
        private final ColorScheme colors;
        private final boolean script;

        Device(int width, int height, ColorScheme colors, boolean script) {
            this.width = width;
            this.height = height;
            this.colors = colors;
            this.script = script;
        }
    }

    Chromium() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable())
                        .setArgs(List.of(
                                "--no-sandbox", // it runs as root in CI
                                "--disable-gpu",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    private static Path executable() {
        String named = System.getenv("CHROMIUM");
        return (named == null ? PLACES : List.of(named))
                .stream()
                        .map(Path::of)
                        .filter(Files::isExecutable)
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException(
                                "no Chromium: install it, or set CHROMIUM to its path; looked at " + PLACES));
    }

    /** Somebody new, without cookies. */
    Person person(Device device, URI base) {
        return new Person(
                device,
                browser.newContext(new Browser.NewContextOptions()
                        .setBaseURL(base.toString())
                        .setLocale("en-GB")
                        .setViewportSize(device.width, device.height)
                        .setColorScheme(device.colors)
                        .setJavaScriptEnabled(device.script)));
    }

    @Override
    public void close() {
        try {
            browser.close();
        } finally {
            playwright.close();
        }
    }
}
