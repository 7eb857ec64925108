package io.innkeeper.booking.examples.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Somebody at a browser, who knows fields and buttons by what is written on them. */
final class Person implements AutoCloseable {

    static final String PASSWORD = "four words that rhyme with nothing";

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Set<String> BAD = Set.of("serious", "critical");

    private final Chromium.Device device;
    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private int screenshots;

    Person(Chromium.Device device, BrowserContext context) {
        this.device = device;
        this.context = context;
        this.page = context.newPage();
        page.setDefaultTimeout(30_000);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text() + " at " + page.url());
            }
        });
        page.onPageError(error -> complaints.add(error + " at " + page.url()));
    }

    Page page() {
        return page;
    }

    Person open(String path) {
        page.navigate(path);
        return this;
    }

    Person type(String label, String text) {
        field(label).fill(text);
        return this;
    }

    Person choose(String label, String option) {
        field(label).selectOption(option);
        return this;
    }

    private Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    Person click(String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .first()
                .click();
        return this;
    }

    /** Clicks the button whose words begin or go on so. */
    Person clickWhat(String part) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(part))
                .first()
                .click();
        return this;
    }

    Person follow(String link) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link).setExact(true))
                .first()
                .click();
        return this;
    }

    /** Makes sure that this is on the page, or comes to be soon. */
    Person sees(String... texts) {
        for (String text : texts) {
            PlaywrightAssertions.assertThat(page.locator("main")).containsText(text);
        }
        return this;
    }

    /**
     * Takes a picture of the page, and makes sure that everybody can use it: nothing that axe takes for serious, and nothing
     * that is wider than the screen.
     */
    Person looks(String name) {
        String file = String.format(
                Locale.ROOT, "%s-%02d-%s.png", device.name().toLowerCase(Locale.ROOT), ++screenshots, name);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(file))
                .setFullPage(true)
                .setAnimations(ScreenshotAnimations.DISABLED));
        if (device != Chromium.Device.NO_SCRIPT) {
            List<Rule> violations = new AxeBuilder(page).analyze().getViolations();
            assertThat(violations)
                    .as("what axe finds on %s", page.url())
                    .filteredOn(rule -> BAD.contains(rule.getImpact()))
                    .isEmpty();
            assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .as("%s fits its screen", page.url())
                    .isTrue();
        }
        assertThat(complaints).as("what the browser complains of").isEmpty();
        return this;
    }

    /** Forgets a complaint that is meant to be: the browser says so when an answer has the status of an error. */
    Person expects(int status) {
        assertThat(complaints).isNotEmpty().allMatch(each -> each.contains("status of " + status));
        complaints.clear();
        return this;
    }

    Person register(String name) {
        return open("/register")
                .type("Name", name)
                .type("E-mail address", email(name))
                .type("Password", PASSWORD)
                .click("Register");
    }

    Person logIn(String name) {
        return open("/login")
                .type("E-mail address", email(name))
                .type("Password", PASSWORD)
                .click("Log in");
    }

    Person logOut() {
        return click("Log out");
    }

    static String email(String name) {
        return name.toLowerCase(Locale.ROOT) + "@example.org";
    }

    @Override
    public void close() {
        context.close();
    }
}
